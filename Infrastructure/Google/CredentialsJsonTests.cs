using System.Text;

namespace Gcd.Infrastructure.Google;

public sealed class CredentialsJsonTests
{
    private const string AsGoogleHandsItOut = """
        {"web":{"client_id":"1-a.apps.googleusercontent.com","project_id":"p","auth_uri":"https://accounts.google.com/o/oauth2/auth",
        "token_uri":"https://oauth2.googleapis.com/token","auth_provider_x509_cert_url":"https://www.googleapis.com/oauth2/v1/certs",
        "client_secret":"GOCSPX-x","redirect_uris":["https://contacts.example.com/oauth2callback"],"javascript_origins":["https://contacts.example.com"]}}
        """;

    [Fact]
    public void The_file_of_a_web_client_is_read_as_Google_hands_it_out()
    {
        var (client, fault) = Parse(AsGoogleHandsItOut);

        Assert.Null(fault);
        Assert.Equal("1-a.apps.googleusercontent.com", client!.ClientId);
        Assert.Equal("GOCSPX-x", client.ClientSecret);
        Assert.Equal("https://accounts.google.com/o/oauth2/auth", client.AuthUri.AbsoluteUri);
        Assert.Equal("https://oauth2.googleapis.com/token", client.TokenUri.AbsoluteUri);
        Assert.Equal(["https://contacts.example.com/oauth2callback"], client.RedirectUris);
        Assert.DoesNotContain("GOCSPX", client.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_does_no_harm() => Assert.NotNull(Parse("\uFEFF" + AsGoogleHandsItOut).Client);

    [Fact]
    public void Addresses_and_redirect_uris_may_be_absent()
    {
        var (client, _) = Parse("""{"web":{"client_id":"a","client_secret":"b"}}""");

        Assert.Equal("https://accounts.google.com/o/oauth2/v2/auth", client!.AuthUri.AbsoluteUri);
        Assert.Equal("https://oauth2.googleapis.com/token", client.TokenUri.AbsoluteUri);
        Assert.Empty(client.RedirectUris);
    }

    [Theory]
    [InlineData("", "is not valid JSON")]
    [InlineData("{", "is not valid JSON")]
    [InlineData("not json", "is not valid JSON")]
    [InlineData("[]", "is not valid JSON")]
    [InlineData("""{"web":"text"}""", "is not valid JSON")]
    [InlineData("""{"web":{"client_id":5,"client_secret":"b"}}""", "is not valid JSON")]
    [InlineData("null", "has no member \"web\"")]
    [InlineData("{}", "has no member \"web\"")]
    [InlineData("""{"type":"service_account","client_id":"a"}""", "has no member \"web\"")]
    [InlineData("""{"web":null}""", "has no member \"web\"")]
    [InlineData("""{"installed":{"client_id":"a","client_secret":"b"}}""", "\"installed\"")]
    [InlineData("""{"web":{"client_id":"a"}}""", "\"client_secret\"")]
    [InlineData("""{"web":{"client_id":"a","client_secret":" "}}""", "\"client_secret\"")]
    [InlineData("""{"web":{"client_secret":"b"}}""", "\"client_id\"")]
    [InlineData("""{"web":{"client_id":"a","client_secret":"b","auth_uri":"http://accounts.google.com/auth"}}""", "\"auth_uri\" that is not allowed")]
    [InlineData("""{"web":{"client_id":"a","client_secret":"b","auth_uri":"javascript:alert(1)"}}""", "\"auth_uri\" that is not allowed")]
    [InlineData("""{"web":{"client_id":"a","client_secret":"b","auth_uri":""}}""", "\"auth_uri\" that is not allowed")]
    [InlineData("""{"web":{"client_id":"a","client_secret":"b","token_uri":"http://oauth2.googleapis.com/token"}}""", "\"token_uri\" that is not allowed")]
    public void What_is_wrong_with_a_file_is_said_in_plain_words(string json, string words)
    {
        var (client, fault) = Parse(json);

        Assert.Null(client);
        Assert.Contains(words, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_no_JSON() => Assert.Contains("is not valid JSON", CredentialsJson.Parse([0xff, 0xfe, 0x00]).Fault, StringComparison.Ordinal);

    private static (OAuthClientCredentials? Client, string? Fault) Parse(string json) => CredentialsJson.Parse(Encoding.UTF8.GetBytes(json));
}

using System.Buffers.Text;
using System.Text;

namespace Gcd.Infrastructure.EarlierService;

public sealed class EarlierIdTokenTests
{
    private const string Client = "1-a.apps.googleusercontent.com";
    private const string Ada = "ada@example.com";
    private const string Sub = "100000000000000000001";

    [Fact]
    public void It_names_the_subject_of_its_own_client_and_address() =>
        Assert.Equal(Sub, SubjectOf(Token($$"""{"sub":"{{Sub}}","aud":"{{Client}}","email":"{{Ada}}"}""")));

    [Theory]
    [InlineData("""{"sub":"100000000000000000001","aud":"other","email":"ada@example.com"}""")]
    [InlineData("""{"sub":"100000000000000000001","aud":"1-a.apps.googleusercontent.com","email":"bob@example.com"}""")]
    [InlineData("""{"sub":"100000000000000000001","aud":"1-a.apps.googleusercontent.com"}""")]
    [InlineData("""{"sub":"earlier/x y","aud":"1-a.apps.googleusercontent.com","email":"ada@example.com"}""")]
    [InlineData("""{"aud":"1-a.apps.googleusercontent.com","email":"ada@example.com"}""")]
    [InlineData("""{"sub":1,"aud":2,"email":["ada@example.com"]}""")]
    [InlineData("""[1]""")]
    [InlineData("null")]
    [InlineData("no JSON")]
    public void Anothers_and_rubbish_name_nobody(string claims) => Assert.Null(SubjectOf(Token(claims)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("e30.e30.e30.e30.e30")]
    public void What_is_no_token_names_nobody(string? token) => Assert.Null(SubjectOf(token));

    [Fact]
    public void An_endless_one_is_not_looked_at() => Assert.Null(SubjectOf(Token($$"""{"sub":"{{Sub}}","aud":"{{Client}}","email":"{{Ada}}","x":"{{new string('x', 10_000)}}"}""")));

    private static string? SubjectOf(string? token) => EarlierIdToken.SubjectOf(new EarlierCredentials { RefreshToken = "r", ClientId = Client, IdToken = token }, Ada);

    private static string Token(string claims) => $"{Encode("""{"alg":"RS256"}""")}.{Encode(claims)}.c2lnbmF0dXJl";

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}

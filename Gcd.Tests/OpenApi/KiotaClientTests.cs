using System.Web;
using Gcd.Kiota.Download;
using Gcd.Kiota.Models;
using Gcd.Sandbox;
using Gcd.Sandbox.Faults;

namespace Gcd.Tests.OpenApi;

/// <summary>The client that Kiota makes of the committed document, against the running service.</summary>
public sealed class KiotaClientTests
{
    [Fact]
    public async Task A_sign_in_is_typed_from_its_start_to_the_token()
    {
        await using var integrator = await KiotaIntegrator.StartAsync();
        var account = integrator.World.NewAccount();
        var started = await integrator.Gcd.Auth.GetAsync(request => request.QueryParameters.LoginHint = account.Email);
        var back = HttpUtility.ParseQueryString((await integrator.World.ConsentAsync(account, new Uri(started!.AuthorizationUrl!))).Query);
        var signedIn = await integrator.Gcd.Oauth2callback.PostAsync(new SignInForm { Code = back["code"], State = back["state"] });

        Assert.Equal(account.Email, signedIn!.UserEmail);
        Assert.StartsWith("gcd_", signedIn.AccessToken, StringComparison.Ordinal);
        Assert.NotNull(signedIn.ExpiresAt);
    }

    [Fact]
    public async Task Without_a_format_a_download_is_typed_json()
    {
        await using var integrator = await KiotaIntegrator.StartAsync();
        var account = await integrator.SignInAsync(contacts: 25);
        var download = await integrator.Gcd.Download.GetAsync();

        Assert.Equal(account.Email, download!.UserEmail);
        Assert.Equal(25, download.TotalContacts);
        Assert.Equal((string?)account.ContactAt(24)["resourceName"], download.Contacts![^1].ResourceName);
    }

    [Theory]
    [InlineData(GetFormatQueryParameterType.Csv, "Full Name")]
    [InlineData(GetFormatQueryParameterType.Json, "{\"user_em")]
    public async Task A_download_is_a_stream_that_begins_while_google_still_has_pages(GetFormatQueryParameterType format, string start)
    {
        await using var integrator = await KiotaIntegrator.StartAsync();
        await integrator.SignInAsync(contacts: 2_500);
        var secondPage = new TaskCompletionSource();
        integrator.World.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = 1000, Until = secondPage.Task });
        await using var file = await integrator.DownloadAsync(format);
        var first = new byte[9];
        await file!.ReadExactlyAsync(first);
        secondPage.SetResult();
        using var rest = new StreamReader(file);
        var text = await rest.ReadToEndAsync();

        Assert.Equal(start, System.Text.Encoding.UTF8.GetString(first));
        Assert.Equal(2_500, text.Split("people/").Length - 1);
    }

    [Fact]
    public async Task A_token_with_limits_is_made_listed_and_ended_by_typed_calls()
    {
        await using var integrator = await KiotaIntegrator.StartAsync();
        await integrator.SignInAsync();
        var made = await integrator.Gcd.Tokens.PostAsync(new CreateTokenRequest { Name = "Nightly backup", ExpiresInDays = 90, Rights = new RightsRequest { Formats = ["people"] } });
        Assert.StartsWith("gcd_", made!.AccessToken, StringComparison.Ordinal);
        Assert.Equal(["people"], made.Token!.Rights!.Formats);
        Assert.Contains((await integrator.Gcd.Tokens.GetAsync())!.Tokens!, token => token.Id == made.Token.Id && token.Name == "Nightly backup");

        var link = await integrator.Gcd.Links.PostAsync(new CreateLinkRequest { Name = "Kitchen", Format = "yealink", Has = ["phone"] });
        Assert.Contains("/export/", link!.Url, StringComparison.Ordinal);
        await integrator.Gcd.Links[link.Link!.Id!].DeleteAsync();
        await integrator.Gcd.Tokens[made.Token.Id!].DeleteAsync();
        var unknown = await Assert.ThrowsAsync<Problem>(() => integrator.Gcd.Tokens[made.Token.Id!].DeleteAsync());
        Assert.Equal(404, unknown.ResponseStatusCode);

        var refused = await Assert.ThrowsAsync<Problem>(() => integrator.Gcd.Tokens.PostAsync(new CreateTokenRequest { Rights = new RightsRequest { Formats = ["pdf"] } }));
        Assert.Equal("urn:gcd:problem:invalid-format", refused.Type);
    }

    [Fact]
    public async Task What_changed_is_typed_from_the_first_read_to_the_expired_cursor()
    {
        await using var integrator = await KiotaIntegrator.StartAsync();
        var account = await integrator.SignInAsync(contacts: 5);
        var all = await integrator.Gcd.Changes.GetAsync();
        Assert.True(all!.IsComplete);
        Assert.Equal(5, all.Contacts!.Count);
        account.Delete(0);
        account.Edit(1, person => person["names"]![0]!["displayName"] = "Somebody Else");

        var changes = await integrator.Gcd.Changes.GetAsync(request => request.QueryParameters.Cursor = all.Cursor);
        Assert.False(changes!.IsComplete);
        Assert.Equal([account.NameOf(0)], changes.Deleted);
        Assert.Equal("Somebody Else", Assert.Single(changes.Contacts!).FullName);

        account.ExpireSyncTokens();
        var expired = await Assert.ThrowsAsync<Problem>(() => integrator.Gcd.Changes.GetAsync(request => request.QueryParameters.Cursor = changes.Cursor));
        Assert.Equal(410, expired.ResponseStatusCode);
        Assert.Equal("urn:gcd:problem:cursor-expired", expired.Type);
    }

    [Fact]
    public async Task A_refusal_is_a_typed_exception_whose_message_says_what_went_wrong()
    {
        await using var integrator = await KiotaIntegrator.StartAsync();
        var me = await Assert.ThrowsAsync<Problem>(() => integrator.Gcd.Me.GetAsync());
        Assert.Equal(401, me.ResponseStatusCode);
        Assert.Equal("urn:gcd:problem:authentication-required", me.Type);
        Assert.Equal("Authentication required", me.Message);
        Assert.Contains("/auth", me.Solution, StringComparison.Ordinal);

        var csv = await Assert.ThrowsAsync<Problem>(() => integrator.DownloadAsync(GetFormatQueryParameterType.Csv));
        Assert.Equal("Authentication required", csv.Message);
    }

    [Fact]
    public async Task A_revoked_token_opens_nothing()
    {
        await using var integrator = await KiotaIntegrator.StartAsync();
        var account = await integrator.SignInAsync();
        Assert.Equal(account.Email, (await integrator.Gcd.Me.GetAsync())!.UserEmail);
        Assert.Equal("success", (await integrator.Gcd.Token.Revoke.PostAsync())!.Status);

        var refused = await Assert.ThrowsAsync<Problem>(() => integrator.Gcd.Me.GetAsync());
        Assert.Equal("urn:gcd:problem:invalid-token", refused.Type);
    }
}

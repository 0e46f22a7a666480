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

using System.Web;
using Gcd.Client;
using Gcd.Sandbox;
using Gcd.Sandbox.Faults;

namespace Gcd.Tests.OpenApi;

/// <summary>The client that NSwag makes of the committed document, against the running service.</summary>
public sealed class CSharpClientTests
{
    [Fact]
    public async Task A_sign_in_is_typed_from_its_start_to_the_token()
    {
        await using var integrator = await Integrator.StartAsync();
        var account = integrator.World.NewAccount();
        var started = await integrator.Gcd.StartSignInAsync(account.Email);
        var back = HttpUtility.ParseQueryString((await integrator.World.ConsentAsync(account, new Uri(started.Authorization_url))).Query);
        var signedIn = await integrator.Gcd.FinishSignInByFormAsync(new SignInForm { Code = back["code"]!, State = back["state"]! });

        Assert.Equal(started.Redirect_uri_used, started.Troubleshooting.Required_redirect_uri);
        Assert.Equal(account.Email, signedIn.User_email);
        Assert.StartsWith("gcd_", signedIn.Access_token, StringComparison.Ordinal);
        Assert.NotNull(signedIn.Expires_at);
    }

    [Fact]
    public async Task Me_tells_the_person_and_the_life_of_the_token()
    {
        await using var integrator = await Integrator.StartAsync();
        var account = await integrator.SignInAsync();
        var me = await integrator.Gcd.GetMeAsync();
        Assert.Equal(account.Email, me.User_email);
        Assert.True(me.Token.Expires_at > me.Token.Created_at);
    }

    [Fact]
    public async Task A_json_download_is_typed()
    {
        await using var integrator = await Integrator.StartAsync();
        var account = await integrator.SignInAsync(contacts: 25);
        var download = await integrator.Gcd.DownloadContactsAsync(Format.Json);
        Assert.Equal(account.Email, download.User_email);
        Assert.Equal(25, download.Total_contacts);
        Assert.Equal(
            Enumerable.Range(0, 25).Select(index => (string)account.ContactAt(index)["resourceName"]!),
            download.Contacts.Select(contact => contact.Resource_Name));
    }

    [Fact]
    public async Task A_csv_download_is_a_stream_that_begins_while_google_still_has_pages()
    {
        await using var integrator = await Integrator.StartAsync();
        await integrator.SignInAsync(contacts: 2_500);
        var secondPage = new TaskCompletionSource();
        integrator.World.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = 1000, Until = secondPage.Task });
        await using var csv = await integrator.Gcd.DownloadStreamAsync(Format.Csv);
        var first = new byte[9];
        await csv.ReadExactlyAsync(first);
        secondPage.SetResult();
        using var rest = new StreamReader(csv);
        var lines = (await rest.ReadToEndAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("Full Name"u8, first);
        Assert.Equal(2_501, lines.Length);
    }

    [Fact]
    public async Task Without_a_token_each_call_throws_the_problem()
    {
        await using var integrator = await Integrator.StartAsync();
        Func<Task>[] calls =
        [
            () => integrator.Gcd.GetMeAsync(),
            () => integrator.Gcd.DownloadContactsAsync(Format.Json),
            () => integrator.Gcd.DownloadStreamAsync(Format.Csv),
            () => integrator.Gcd.RevokeTokenAsync(),
        ];
        foreach (var call in calls)
        {
            var refused = await Assert.ThrowsAsync<ApiException<Problem>>(call);
            Assert.Equal(401, refused.StatusCode);
            Assert.Equal("urn:gcd:problem:authentication-required", refused.Result.Type);
            Assert.Contains("/auth", refused.Result.Solution, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_bad_parameter_throws_the_problem()
    {
        await using var integrator = await Integrator.StartAsync();
        var hint = await Assert.ThrowsAsync<ApiException<Problem>>(() => integrator.Gcd.StartSignInAsync(new string('a', 255)));
        Assert.Equal(400, hint.StatusCode);
        Assert.Equal("urn:gcd:problem:invalid-login-hint", hint.Result.Type);
        var callback = await Assert.ThrowsAsync<ApiException<Problem>>(() => integrator.Gcd.FinishSignInAsync(error: "access_denied"));
        Assert.Equal("urn:gcd:problem:access-denied", callback.Result.Type);
        Assert.Equal("/auth", callback.Result.Troubleshooting["start_again"]);
    }

    [Fact]
    public async Task A_revoked_token_opens_nothing()
    {
        await using var integrator = await Integrator.StartAsync();
        await integrator.SignInAsync();
        Assert.Equal("success", (await integrator.Gcd.RevokeTokenAsync()).Status);
        var refused = await Assert.ThrowsAsync<ApiException<Problem>>(() => integrator.Gcd.GetMeAsync());
        Assert.Equal("urn:gcd:problem:invalid-token", refused.Result.Type);
        Assert.Contains("invalid_token", string.Join(' ', refused.Headers["WWW-Authenticate"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_health_checks_the_page_and_the_numbers_are_there()
    {
        await using var integrator = await Integrator.StartAsync();
        Assert.Equal("healthy", (await integrator.Gcd.GetHealthAsync()).Status);
        Assert.Equal("live", (await integrator.Gcd.GetLivenessAsync()).Status);
        Assert.Equal("ready", (await integrator.Gcd.GetReadinessAsync()).Status);
        Assert.Contains("gcd_registered_users_total", await integrator.Gcd.GetMetricsAsync(), StringComparison.Ordinal);
        using (var page = await integrator.Gcd.GetHomePageAsync())
        using (var text = new StreamReader(page.Stream))
        {
            Assert.Contains("<html", await text.ReadToEndAsync(), StringComparison.Ordinal);
        }

        File.Delete(integrator.World.CredentialsPath);
        var unready = await Assert.ThrowsAsync<ApiException<HealthResponse>>(() => integrator.Gcd.GetReadinessAsync());
        Assert.StartsWith("Credentials file not found", unready.Result.Error, StringComparison.Ordinal);
    }
}

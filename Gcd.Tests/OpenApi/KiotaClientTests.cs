using System.Net.Http.Headers;
using System.Web;
using Gcd.Kiota;
using Gcd.Kiota.Download;
using Gcd.Kiota.Models;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

namespace Gcd.Tests.OpenApi;

/// <summary>The client that Kiota makes of the committed document, against the running service.</summary>
public sealed class KiotaClientTests : IAsyncLifetime
{
    private readonly HttpClient http = new();
    private World world = null!;
    private HttpClientRequestAdapter adapter = null!;
    private GcdClient gcd = null!;

    public async Task InitializeAsync()
    {
        world = await World.StartAsync();
        adapter = new HttpClientRequestAdapter(new AnonymousAuthenticationProvider(), httpClient: http) { BaseUrl = world.Address.AbsoluteUri.TrimEnd('/') };
        gcd = new GcdClient(adapter);
    }

    public async Task DisposeAsync()
    {
        adapter.Dispose();
        http.Dispose();
        await world.DisposeAsync();
    }

    [Fact]
    public async Task A_sign_in_is_typed_from_its_start_to_the_token()
    {
        var account = world.NewAccount();
        var started = await gcd.Auth.GetAsync(request => request.QueryParameters.LoginHint = account.Email);
        var back = HttpUtility.ParseQueryString((await world.ConsentAsync(account, new Uri(started!.AuthorizationUrl!))).Query);
        var signedIn = await gcd.Oauth2callback.PostAsync(new SignInForm { Code = back["code"], State = back["state"] });

        Assert.Equal(account.Email, signedIn!.UserEmail);
        Assert.StartsWith("gcd_", signedIn.AccessToken, StringComparison.Ordinal);
        Assert.NotNull(signedIn.ExpiresAt);
    }

    [Fact]
    public async Task Without_a_format_a_download_is_typed_json()
    {
        var account = await SignInAsync(contacts: 25);
        var download = await gcd.Download.GetAsync();

        Assert.Equal(account.Email, download!.UserEmail);
        Assert.Equal(25, download.TotalContacts);
        Assert.Equal((string?)account.ContactAt(24)["resourceName"], download.Contacts![^1].ResourceName);
    }

    [Theory]
    [InlineData(GetFormatQueryParameterType.Csv, "Full Name")]
    [InlineData(GetFormatQueryParameterType.Json, "{\"user_em")]
    public async Task A_download_is_a_stream_that_begins_while_google_still_has_pages(GetFormatQueryParameterType format, string start)
    {
        await SignInAsync(contacts: 2_500);
        var secondPage = new TaskCompletionSource();
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = 1000, Until = secondPage.Task });
        await using var file = await DownloadAsync(format);
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
        var me = await Assert.ThrowsAsync<Problem>(() => gcd.Me.GetAsync());
        Assert.Equal(401, me.ResponseStatusCode);
        Assert.Equal("urn:gcd:problem:authentication-required", me.Type);
        Assert.Equal("Authentication required", me.Message);
        Assert.Contains("/auth", me.Solution, StringComparison.Ordinal);

        var csv = await Assert.ThrowsAsync<Problem>(() => DownloadAsync(GetFormatQueryParameterType.Csv));
        Assert.Equal("Authentication required", csv.Message);
    }

    [Fact]
    public async Task A_revoked_token_opens_nothing()
    {
        var account = await SignInAsync();
        Assert.Equal(account.Email, (await gcd.Me.GetAsync())!.UserEmail);
        Assert.Equal("success", (await gcd.Token.Revoke.PostAsync())!.Status);

        var refused = await Assert.ThrowsAsync<Problem>(() => gcd.Me.GetAsync());
        Assert.Equal("urn:gcd:problem:invalid-token", refused.Type);
    }

    private async Task<SimulatedAccount> SignInAsync(int contacts = 3)
    {
        var account = world.NewAccount(contacts);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await world.SignInAsync(account));
        return account;
    }

    /// <summary>As openapi/README.md has it.</summary>
    private Task<Stream?> DownloadAsync(GetFormatQueryParameterType format) =>
        adapter.SendPrimitiveAsync<Stream>(
            gcd.Download.ToGetRequestInformation(request => request.QueryParameters.Format = format),
            new() { ["XXX"] = Problem.CreateFromDiscriminatorValue });
}

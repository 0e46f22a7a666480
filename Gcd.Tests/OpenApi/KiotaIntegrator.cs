using System.Net.Http.Headers;
using Gcd.Kiota;
using Gcd.Kiota.Download;
using Gcd.Kiota.Models;
using Gcd.Sandbox.Accounts;
using Gcd.Tests.Fixtures;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

namespace Gcd.Tests.OpenApi;

/// <summary>Somebody who has a Gcd to talk to, and the client that Kiota makes of its document.</summary>
internal sealed class KiotaIntegrator : IAsyncDisposable
{
    private readonly HttpClient http = new();
    private readonly HttpClientRequestAdapter adapter;

    private KiotaIntegrator(World world)
    {
        World = world;
        adapter = new HttpClientRequestAdapter(new AnonymousAuthenticationProvider(), httpClient: http) { BaseUrl = world.Address.AbsoluteUri.TrimEnd('/') };
        Gcd = new GcdClient(adapter);
    }

    public World World { get; }

    public GcdClient Gcd { get; }

    public static async Task<KiotaIntegrator> StartAsync() => new(await World.StartAsync());

    /// <summary>Signs a new account in; from now on the client sends its token.</summary>
    public async Task<SimulatedAccount> SignInAsync(int contacts = 3)
    {
        var account = World.NewAccount(contacts);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await World.SignInAsync(account));
        return account;
    }

    /// <summary>The file as it arrives, as openapi/README.md has it.</summary>
    public Task<Stream?> DownloadAsync(GetFormatQueryParameterType format) =>
        adapter.SendPrimitiveAsync<Stream>(
            Gcd.Download.ToGetRequestInformation(request => request.QueryParameters.Format = format),
            new() { ["XXX"] = Problem.CreateFromDiscriminatorValue });

    public async ValueTask DisposeAsync()
    {
        adapter.Dispose();
        http.Dispose();
        await World.DisposeAsync();
    }
}

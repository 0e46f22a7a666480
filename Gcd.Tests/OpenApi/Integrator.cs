using System.Net.Http.Headers;
using Gcd.Client;
using Gcd.Sandbox.Accounts;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.OpenApi;

/// <summary>Somebody who has a Gcd to talk to, and the client that NSwag makes of its document.</summary>
internal sealed class Integrator : IAsyncDisposable
{
    private readonly HttpClient http;

    private Integrator(World world)
    {
        World = world;
        http = new HttpClient { BaseAddress = world.Address, Timeout = Patience.Limit };
        Gcd = new GcdClient(http);
    }

    public World World { get; }

    public GcdClient Gcd { get; }

    public static async Task<Integrator> StartAsync() => new(await World.StartAsync());

    /// <summary>Signs a new account in; from now on the client sends its token.</summary>
    public async Task<SimulatedAccount> SignInAsync(int contacts = 3)
    {
        var account = World.NewAccount(contacts);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await World.SignInAsync(account));
        return account;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await World.DisposeAsync();
    }
}

using Gcd.Benchmarks.Load;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Microsoft.AspNetCore.Http.Extensions;

namespace Gcd.Benchmarks.Processes;

/// <summary>The simulated Google, and servers against it.</summary>
internal sealed class TestBed : IAsyncDisposable
{
    private readonly Dictionary<string, Uri> connections = [];

    private TestBed(SimulatedGoogle google) => Google = google;

    public SimulatedGoogle Google { get; }

    public static async Task<TestBed> StartAsync() => new(await SimulatedGoogle.StartAsync());

    /// <param name="prepare">Gets the settings before Gcd starts, to fill its store.</param>
    /// <param name="variables">Settings of its own.</param>
    public Task<GcdServer> StartGcdAsync(Action<IReadOnlyDictionary<string, string?>>? prepare = null, IReadOnlyDictionary<string, string?>? variables = null) =>
        GcdServer.StartAsync(Google, prepare, variables);

    /// <summary>Starts the bare server on the very request that Gcd makes for the format.</summary>
    public async Task<BareServerProcess> StartBareAsync(string format = "csv")
    {
        if (!connections.TryGetValue(format, out var request))
        {
            connections.Add(format, request = await GcdsRequestAsync(format));
        }

        return await BareServerProcess.StartAsync(Google, request);
    }

    public SimulatedAccount Account(string name, int contacts) => Google.Accounts.Add($"{name}@example.com", contacts);

    public ValueTask DisposeAsync() => Google.DisposeAsync();

    private async Task<Uri> GcdsRequestAsync(string format)
    {
        await using var gcd = await StartGcdAsync();
        using var download = new Download(gcd, await gcd.TokenForAsync(Account($"first-{format}", contacts: 1)), format);
        Google.Requests.Reset();
        await download.RunAsync();
        Google.Requests.Connections.TryDequeue(out var request);
        return new Uri(Google.BaseAddress, "/v1/people/me/connections" + new QueryBuilder(request!.Query).ToQueryString());
    }
}

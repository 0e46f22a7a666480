using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Gcd.Sandbox.Host;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Instances;

/// <summary>One of several Gcd processes, with a port of its own.</summary>
internal sealed class InstanceUnderTest : IAsyncDisposable
{
    private readonly string folder;
    private readonly Dictionary<string, string?> settings;
    private readonly HttpClient http;
    private GcdProcess? process;

    public InstanceUnderTest(string folder, IReadOnlyDictionary<string, string?> settings)
    {
        this.folder = folder;
        var port = World.FreePort();
        this.settings = new Dictionary<string, string?>(settings) { ["PORT"] = port.ToString(CultureInfo.InvariantCulture) };
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}"));
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address, Timeout = Patience.Limit };
    }

    public Uri Address { get; }

    public bool IsRunning => process is { HasExited: false };

    public ConcurrentQueue<string> Lines { get; } = new();

    public async Task StartAsync(params (string Name, string? Value)[] changed)
    {
        foreach (var (name, value) in changed)
        {
            settings[name] = value;
        }

        process = GcdProcess.Start(settings, folder, Lines.Enqueue);
        process.Patience = Patience.Limit;
        await Starts.UntilItAnswersAsync(process, http, () => string.Join('\n', Lines));
    }

    /// <summary>SIGTERM, as a rolling update sends it.</summary>
    public async Task StopAsync()
    {
        await process!.DisposeAsync();
        process = null;
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await StopAsync();
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, path));
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        return await http.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? token = null) => SendAsync(HttpMethod.Get, path, token);

    public async Task<HttpStatusCode> StatusAsync(string path, string? token = null)
    {
        using var reply = await GetAsync(path, token);
        return reply.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (process is not null)
        {
            // No test looks at this end.
            await KillAsync();
        }
    }
}

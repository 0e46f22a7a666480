using System.Diagnostics;
using System.Globalization;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.Host;
using Gcd.Sandbox.OAuth;

namespace Gcd.Benchmarks.Processes;

/// <summary>The bare server as a process of its own, with the runtime settings that Gcd was built with.</summary>
internal sealed class BareServerProcess : IServer
{
    private readonly Process process;
    private readonly SimulatedGoogle google;

    private BareServerProcess(Process process, SimulatedGoogle google, Uri address)
    {
        this.process = process;
        this.google = google;
        Address = address;
    }

    public int ProcessId => process.Id;

    public Uri Address { get; }

    /// <param name="google">Where contacts come from.</param>
    /// <param name="connections">The address of the first page, parameters and all.</param>
    public static async Task<BareServerProcess> StartAsync(SimulatedGoogle google, Uri connections)
    {
        var port = ServerStart.FreePort().ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("dotnet", ["exec", "--runtimeconfig", Path.ChangeExtension(GcdProcess.AssemblyPath, "runtimeconfig.json"), typeof(BenchmarkProgram).Assembly.Location, "bare", port, connections.AbsoluteUri]);
        foreach (var name in ServerStart.RuntimeVariables())
        {
            start.Environment.Remove(name);
        }

        var bare = new BareServerProcess(Process.Start(start)!, google, new Uri($"http://localhost:{port}"));
        await ServerStart.WaitAsync(new Uri(bare.Address, "/me"));
        return bare;
    }

    /// <summary>Google's own token: the bare server passes it on.</summary>
    public Task<string> TokenForAsync(SimulatedAccount account) =>
        Task.FromResult(google.Grants.IssueAccessToken(account, "bare", [AuthorizationEndpoint.ContactsScope]).Token);

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}

using Gcd.Sandbox;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Proxies;

/// <summary>No partial file looks whole: seen with curl, directly and through nginx.</summary>
public sealed class BrokenDownloadTests
{
    private const string Good = "proxy_http_version 1.1; proxy_buffering off;";
    private const string OldProtocol = "proxy_http_version 1.0;";

    /// <summary>nginx's defaults, which buffer, with HTTP/1.1 to Gcd.</summary>
    private const string Buffering = "proxy_http_version 1.1;";

    [SkippableTheory]
    [InlineData("reset", "")]
    [InlineData("cut", "")]
    [InlineData("error", "")]
    [InlineData("malformed", "")]
    [InlineData("reset", "--compressed")]
    [InlineData("error", "--compressed")]
    [InlineData("malformed", "-H 'Accept-Encoding: gzip'")]
    [InlineData("error", "-H 'Accept-Encoding: br'")]
    public async Task Curl_reports_every_download_that_broke_off(string fault, string compression)
    {
        await using var world = await World.StartAsync();
        var (exit, isKept) = await CurlAsync(world, world.Address, fault, compression);
        Assert.NotEqual(0, exit);
        Assert.True(isKept, "a broken download replaced the good file");
    }

    [SkippableTheory]
    [InlineData(Good, "cut")]
    [InlineData(Good, "error")]
    [InlineData(Buffering, "cut")]
    [InlineData(Buffering, "reset")]
    [InlineData(Good, "error", "--compressed")]
    [InlineData(Buffering, "error", "--compressed")]
    public async Task Through_nginx_a_broken_download_reaches_curl_as_broken(string location, string fault, string compression = "")
    {
        await using var world = await World.StartAsync();
        await using var nginx = await Nginx.StartAsync(world.Address, location);
        var (exit, isKept) = await CurlAsync(world, nginx.Address, fault, compression);
        Assert.NotEqual(0, exit);
        Assert.True(isKept, "a broken download replaced the good file");
    }

    [SkippableTheory]
    [InlineData(Good)]
    [InlineData(Buffering)]
    public async Task Through_nginx_a_whole_download_is_whole_and_nothing_is_written_to_a_temporary_file(string location)
    {
        await using var world = await World.StartAsync();
        await using var nginx = await Nginx.StartAsync(world.Address, location);
        var token = await world.SignInAsync(world.NewAccount(contacts: 25_000));
        var file = Path.Combine(world.Folder, "contacts.csv");
        // Slow enough that a proxy that buffers would have to put the rest somewhere.
        var (exit, _, errors) = await Tool.RunAsync(Tool.Require("curl"), "-sS", "--fail-with-body", "--limit-rate", "1500K", "-H", $"Authorization: Bearer {token}", "-o", file, new Uri(nginx.Address, "/download").AbsoluteUri);

        Assert.True(exit == 0, errors);
        Assert.Equal(25_001, (await File.ReadAllLinesAsync(file)).Length);
        Assert.False(nginx.HasTemporaryFiles);
        Assert.DoesNotContain("buffered to a temporary file", nginx.ErrorLog, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Through_nginx_with_http_1_0_a_download_is_refused_with_the_remedy()
    {
        await using var world = await World.StartAsync();
        await using var nginx = await Nginx.StartAsync(world.Address, OldProtocol);
        var token = await world.SignInAsync(world.NewAccount());
        var (exit, body, _) = await Tool.RunAsync(Tool.Require("curl"), "-sS", "--fail-with-body", "-w", "%{http_code}", "-H", $"Authorization: Bearer {token}", new Uri(nginx.Address, "/download").AbsoluteUri);
        Assert.NotEqual(0, exit);
        Assert.EndsWith("505", body, StringComparison.Ordinal);
        Assert.Contains("proxy_http_version 1.1", body, StringComparison.Ordinal);
    }

    /// <summary>Downloads as README.md shows, over a good file from before.</summary>
    private static async Task<(int ExitCode, bool IsGoodFileKept)> CurlAsync(World world, Uri address, string fault, string compression)
    {
        var curl = Tool.Require("curl");
        var token = await world.SignInAsync(world.NewAccount(contacts: 5000));
        world.Google.Faults.Add(new Fault
        {
            Operation = GoogleOperation.Connections,
            Start = 3000,
            Times = 100,
            Reset = fault == "reset",
            BreakAfter = fault == "cut" ? 2000 : null,
            Status = fault == "error" ? 500 : null,
            EndAfter = fault == "malformed" ? 2000 : null,
        });
        var good = Path.Combine(world.Folder, "contacts.csv");
        var half = Path.Combine(world.Folder, "contacts.tmp");
        await File.WriteAllTextAsync(good, "the good file");
        var (exit, _, _) = await Tool.RunAsync(
            "/bin/sh", "-c", $"\"{curl}\" -sS --fail-with-body {compression} -H 'Authorization: Bearer {token}' -o '{half}' '{new Uri(address, "/download")}' && mv '{half}' '{good}'");
        return (exit, await File.ReadAllTextAsync(good) == "the good file");
    }
}

using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Processes;

/// <summary>A thousand slow connections of slowhttptest, and everybody else is answered all the same.</summary>
[Collection(nameof(Alone))]
public sealed partial class SlowConnectionsTests
{
    private const int Connections = 1000;

    // The promise itself, and not a measurement: whoever asks is answered within a second.
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(1);

    [SkippableTheory]
    [InlineData("headers that never end", "-H", "-i", "2")]
    [InlineData("bodies that never end", "-B", "-i", "2", "-s", "60000", "-t", "POST")]
    [InlineData("replies that nobody reads", "-X", "-w", "1", "-y", "2", "-z", "1", "-n", "5", "-k", "3")]
    public async Task With_a_thousand_slow_connections_health_is_answered_within_a_second(string what, params string[] mode)
    {
        var slowhttptest = Tool.Require("slowhttptest");
        await using var gcd = await GcdUnderTest.CreateAsync();
        await gcd.StartAsync();
        var target = new Uri(gcd.Address, mode.Contains("POST") ? "/oauth2callback" : "/");
        using var attack = Process.Start(new ProcessStartInfo(slowhttptest, [.. mode, "-c", $"{Connections}", "-r", "1000", "-l", "10", "-p", "2", "-u", target.AbsoluteUri]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = attack.StandardOutput.ReadToEndAsync();
        var errors = attack.StandardError.ReadToEndAsync();
        var longest = TimeSpan.Zero;
        var handles = 0;
        var answers = 0;
        try
        {
            while (!attack.HasExited)
            {
                // Over a connection of its own each time, as somebody new comes in.
                using var client = new HttpClient { BaseAddress = gcd.Address, Timeout = TimeSpan.FromSeconds(20) };
                var started = TimeProvider.System.GetTimestamp();
                using var reply = await client.GetAsync("/health");
                var took = TimeProvider.System.GetElapsedTime(started);
                longest = took > longest ? took : longest;
                Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
                handles = Math.Max(handles, await OpenHandlesAsync(client));
                answers++;
                await Task.Delay(100);
            }
        }
        finally
        {
            if (!attack.HasExited)
            {
                attack.Kill();
            }
        }

        Assert.True(answers > 5, $"{answers} answers: {await output} {await errors}");
        Assert.True(handles > Connections * 9 / 10, $"{what}: only {handles} handles were open: {await output} {await errors}");
        Assert.True(longest < Promise, $"{what}: /health took {longest}.");
    }

    private static async Task<int> OpenHandlesAsync(HttpClient client) =>
        int.Parse(Handles().Match(await client.GetStringAsync("/metrics")).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("^process_open_handles ([0-9]+)", RegexOptions.Multiline)]
    private static partial Regex Handles();
}

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
        var (took, handles, output) = await AttackAsync();
        // A machine with something else to do may let no probe through while the attack is at its height, which shows nothing.
        for (var again = 0; again < 2 && (took.Count <= 5 || handles <= Connections * 9 / 10); again++)
        {
            (took, handles, output) = await AttackAsync();
        }

        Assert.True(took.Count > 5, $"{took.Count} answers: {output}");
        Assert.True(handles > Connections * 9 / 10, $"{what}: only {handles} handles were open: {output}");
        Assert.True(took.Max() < Promise, $"{what}: /health took {string.Join(", ", took)}.");

        async Task<(List<TimeSpan> Took, int Handles, string Output)> AttackAsync()
        {
            using var attack = Process.Start(new ProcessStartInfo(slowhttptest, [.. mode, "-c", $"{Connections}", "-r", "1000", "-l", "10", "-p", "2", "-u", target.AbsoluteUri]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = attack.StandardOutput.ReadToEndAsync();
            var errors = attack.StandardError.ReadToEndAsync();
            var took = new List<TimeSpan>();
            var handles = 0;
            try
            {
                while (!attack.HasExited)
                {
                    // Over a connection of its own each time, as somebody new comes in.
                    using var client = new HttpClient { BaseAddress = gcd.Address };
                    var started = TimeProvider.System.GetTimestamp();
                    using var reply = await client.GetAsync("/health");
                    took.Add(TimeProvider.System.GetElapsedTime(started));
                    Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
                    handles = Math.Max(handles, await OpenHandlesAsync(client));
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

            return (took, handles, $"{await output} {await errors}");
        }
    }

    private static async Task<int> OpenHandlesAsync(HttpClient client) =>
        int.Parse(Handles().Match(await client.GetStringAsync("/metrics")).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("^process_open_handles ([0-9]+)", RegexOptions.Multiline)]
    private static partial Regex Handles();
}

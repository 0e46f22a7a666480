using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Processes;

/// <summary>A thousand slow connections of slowhttptest, and others are answered all the same. How soon, the benchmark measures.</summary>
public sealed partial class SlowConnectionsTests
{
    private const int Connections = 1000;
    private const int AnswersAtTheHeight = 10;

    [SkippableTheory]
    [InlineData("-H", "-i", "2")]
    [InlineData("-B", "-i", "2", "-s", "60000", "-t", "POST")]
    [InlineData("-X", "-w", "1", "-y", "2", "-z", "1", "-n", "5", "-k", "3")]
    public async Task With_a_thousand_slow_connections_health_is_answered(params string[] mode)
    {
        var slowhttptest = Tool.Require("slowhttptest");
        await using var gcd = await GcdUnderTest.CreateAsync();
        await gcd.StartAsync();
        var target = new Uri(gcd.Address, mode.Contains("POST") ? "/oauth2callback" : "/");
        var answered = 0;

        // Gcd ends slow connections after some seconds, in which a busy machine may not get to an answer: then they come again.
        await Eventually.TrueAsync(async () =>
        {
            using var attack = Process.Start(new ProcessStartInfo(slowhttptest, [.. mode, "-c", $"{Connections}", "-r", "1000", "-l", "10", "-p", "2", "-u", target.AbsoluteUri]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = Task.WhenAll(attack.StandardOutput.ReadToEndAsync(), attack.StandardError.ReadToEndAsync());
            try
            {
                while (!attack.HasExited && answered < AnswersAtTheHeight)
                {
                    // Over a connection of its own each time, as somebody new comes in.
                    using var client = new HttpClient { BaseAddress = gcd.Address, Timeout = Patience.Limit };
                    using var reply = await client.GetAsync("/health");
                    Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
                    answered += await OpenHandlesAsync(client) > Connections * 9 / 10 ? 1 : 0;
                }
            }
            finally
            {
                attack.Kill();
            }

            await output;
            return answered == AnswersAtTheHeight;
        });
    }

    private static async Task<int> OpenHandlesAsync(HttpClient client) =>
        int.Parse(Handles().Match(await client.GetStringAsync("/metrics")).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("^process_open_handles ([0-9]+)", RegexOptions.Multiline)]
    private static partial Regex Handles();
}

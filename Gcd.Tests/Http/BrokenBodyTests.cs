using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Http;

/// <summary>Bodies that end too soon or whose chunks are broken (RFC 9112, 7.1), on every route: the caller's fault, whatever Kestrel throws.</summary>
public sealed partial class BrokenBodyTests
{
    private const string Chunked = "8\r\ncode=4/x\r\n9;a=\"b\"\r\n&state=ab\r\n0\r\nX-Trailer: 1\r\n\r\n";

    public static TheoryData<string> Requests { get; } =
    [
        "POST /oauth2callback", "POST /token/revoke", "GET /oauth2callback?code=1&state=2", "GET /", "GET /auth", "GET /me", "GET /download", "GET /health", "GET /metrics", "POST /nowhere", "PUT /auth", "OPTIONS /auth",
    ];

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_broken_body_is_the_callers_fault_and_makes_no_error(string request)
    {
        await using var world = await World.StartAsync(("LIMIT_SIGN_INS", "0"));
        var token = await world.SignInAsync(world.NewAccount());
        var isBodyRead = request == "POST /oauth2callback";
        // Where nobody reads it, fewer will do.
        foreach (var (body, isChunked) in Bodies().Where((_, index) => isBodyRead || index % 7 == 0))
        {
            foreach (var isReset in new[] { false, true })
            {
                var reply = await SendAsync(world, request, request.Contains("revoke", StringComparison.Ordinal) ? "unknown" : token, body, isChunked, isReset);
                Assert.False(Status5xx().IsMatch(reply), $"{request}, {body}: {reply}");
                Assert.True(!isBodyRead || reply.Length == 0 || reply.StartsWith("HTTP/1.1 4", StringComparison.Ordinal), $"{body}: {reply}");
            }
        }

        // The last ones are told a moment after their connection.
        using var still = await world.GetAsync("/me", token);
        Assert.Equal(System.Net.HttpStatusCode.OK, still.StatusCode);
        // What Kestrel says of bodies that nobody read is kept out where lines are written (JsonLineFormatterTests).
        var faults = world.Logs.Lines.Where(line => Fault().IsMatch(line) && !line.Contains(" RequestBodyDrainBodyReaderInvalidState:", StringComparison.Ordinal)).ToList();
        Assert.True(faults.Count == 0, $"{faults.Count} lines, the first: {faults.FirstOrDefault()}");
        Assert.DoesNotContain((await Exposition.ReadAsync(world)).Series, series => series.Contains("status_code=\"5", StringComparison.Ordinal));
    }

    /// <summary>Some 400: cut at every byte, each byte replaced, and lengths that are wrong.</summary>
    private static IEnumerable<(string Body, bool IsChunked)> Bodies()
    {
        for (var cut = 0; cut < Chunked.Length; cut++)
        {
            yield return (Chunked[..cut], true);
            foreach (var other in "\0\n;zF".Where(other => other != Chunked[cut]))
            {
                yield return ($"{Chunked[..cut]}{other}{Chunked[(cut + 1)..]}", true);
            }
        }

        foreach (var size in new[] { "", "-1", "+8", " 8", "8 ", "0x8", "7FFFFFFF", "80000000", "FFFFFFFFFFFFFFFF", "FFFFFFFFFFFFFFFFF", new string('0', 5000) + "8", "8" + new string(' ', 5000), "8;" + new string('e', 70_000) })
        {
            yield return ($"{size}\r\ncode=4/x\r\n0\r\n\r\n", true);
        }

        yield return (string.Empty, false);
        yield return ("code=4/x", false);
    }

    private static async Task<string> SendAsync(World world, string request, string token, string body, bool isChunked, bool isReset)
    {
        using var connection = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await connection.ConnectAsync("127.0.0.1", world.Address.Port);
        var length = isChunked ? "Transfer-Encoding: chunked" : "Content-Length: 40";
        var head = $"{request} HTTP/1.1\r\nHost: localhost:{world.Address.Port}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/x-www-form-urlencoded\r\n{length}\r\n\r\n";
        try
        {
            await connection.SendAsync(Encoding.Latin1.GetBytes(head + body));
            if (isReset)
            {
                connection.LingerState = new LingerOption(true, 0);
                return string.Empty;
            }

            connection.Shutdown(SocketShutdown.Send);
            await using var stream = new NetworkStream(connection);
            using var reader = new StreamReader(stream);
            return await reader.ReadToEndAsync();
        }
        catch (Exception broken) when (broken is IOException or SocketException)
        {
            // Closed on what is no request; whatever came before is not asked for.
            return string.Empty;
        }
    }

    [GeneratedRegex("^(?:Warning|Error|Critical) ")]
    private static partial Regex Fault();

    [GeneratedRegex("^HTTP/1\\.1 5|\n?HTTP/1\\.1 5")]
    private static partial Regex Status5xx();
}

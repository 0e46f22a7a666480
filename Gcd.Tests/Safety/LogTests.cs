using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Gcd.Sandbox;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;
using Gcd.Tests.Processes;

namespace Gcd.Tests.Safety;

/// <summary>Everything that the real process prints in Production: one JSON object a line, of use to an operator, and without a secret.</summary>
public sealed class LogTests
{
    private const string Canary = "CANARY4711";

    [Theory]
    [InlineData(false, "Default=Information")]
    [InlineData(true, "Default=Debug")]
    [InlineData(true, "Default=Trace", "Console:Default=Trace")]
    [InlineData(false, "Console:Default=Information")]
    [InlineData(false, "Microsoft=Trace", "Microsoft.AspNetCore=Trace", "Microsoft.AspNetCore.Hosting=Information", "Microsoft.AspNetCore.Hosting.Diagnostics=Trace", "System=Trace", "FastEndpoints=Trace")]
    [InlineData(false, "Console:Microsoft=Trace", "Console:Microsoft.AspNetCore.Server.Kestrel=Trace", "Console:System.Net.Http=Trace", "Console:Polly=Trace")]
    public async Task Every_line_is_one_json_object_that_tells_what_happened_and_no_secret(bool areHealthChecksTold, params string[] levels)
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        foreach (var level in levels.Select(level => level.Split('=')))
        {
            var category = level[0].Split(':');
            gcd.Settings[$"Logging__{(category.Length == 2 ? "Console__" : string.Empty)}LogLevel__{category[^1]}"] = level[1];
        }

        gcd.Settings["METRICS_TOKEN"] = $"{Canary}-metrics-token";
        gcd.Settings["PAGE_SIZE"] = "2";
        var process = await gcd.StartAsync();
        var account = gcd.Google.Accounts.Add($"{Canary}@example.com", 5, Canary);
        var (token, secrets) = await SignInAsync(gcd, account.Email);
        using var whole = await SendAsync(gcd, "/download?format=json", token);
        await whole.Content.ReadAsStringAsync();
        await TroubleAsync(gcd, token);
        await process.StopAsync();

        var lines = gcd.Lines.Select(Parse).ToList();
        Assert.All(gcd.Lines, line => Assert.All(secrets, secret => Assert.False(line.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{secret} stands in {line}")));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(account.Email)))[..16];
        Assert.Equal(hash, (string)Assert.Single(lines, line => Event(line) == "SignedIn")["data"]!["user_hash"]!);
        var id = Assert.Single(whole.Headers.GetValues("X-Request-Id"));
        var download = Assert.Single(lines, line => Event(line) == "RequestFinished" && (string?)line["request_id"] == id);
        Assert.Equal("info", (string)download["level"]!);
        Assert.Equal("GET", (string)download["data"]!["method"]!);
        Assert.Equal("/download", (string)download["data"]!["route"]!);
        Assert.Equal(200, (int)download["data"]!["status"]!);
        Assert.Equal(5, (int)download["data"]!["contacts"]!);
        Assert.Equal(hash, (string)download["data"]!["user_hash"]!);
        Assert.True((double)download["data"]!["milliseconds"]! > 0);
        // The cause and the request have the same id.
        var broken = Assert.Single(lines, line => Event(line) == "DownloadBrokenOff");
        Assert.Contains(lines, line => Event(line) == "RequestFinished" && (string?)line["request_id"] == (string?)broken["request_id"] && (string?)line["data"]!["end"] == "broken off");
        Assert.Equal(areHealthChecksTold, lines.Any(line => Event(line) == "RequestFinished" && (string?)line["data"]!["route"] == "/health/live"));
        // Whatever strangers send makes no line of its own.
        Assert.DoesNotContain(lines, line => (string?)line["event"] == "Forged" || (string?)line["level"] == "critical");
    }

    [Fact]
    public async Task In_Development_people_can_read_the_console()
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        gcd.Settings["ASPNETCORE_ENVIRONMENT"] = "Development";
        var process = await gcd.StartAsync();
        await process.StopAsync();

        Assert.Contains(gcd.Lines, line => line.StartsWith("info: Gcd.", StringComparison.Ordinal));
        Assert.DoesNotContain(gcd.Lines, line => line.StartsWith('{'));
    }

    [Fact]
    public async Task A_refused_start_is_told_in_plain_text()
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        gcd.Settings["PORT"] = "none";
        await gcd.RunAsync();

        Assert.Contains("  - PORT: 'none' is not allowed.", gcd.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(gcd.Lines, line => line.StartsWith('{'));
    }

    private static async Task<(string Token, List<string> Secrets)> SignInAsync(GcdUnderTest gcd, string email)
    {
        using var start = await gcd.Http.GetAsync($"/auth?login_hint={Uri.EscapeDataString(email)}");
        using var consent = await gcd.Http.GetAsync((string)(await start.ReadJsonAsync())["authorization_url"]!);
        var query = HttpUtility.ParseQueryString(consent.Headers.Location!.Query);
        using var reply = await gcd.Http.GetAsync(consent.Headers.Location);
        var token = (string)(await reply.ReadJsonAsync())["access_token"]!;
        // The same once more, which is refused.
        using var replayed = await gcd.Http.GetAsync(consent.Headers.Location);
        Assert.Equal(HttpStatusCode.BadRequest, replayed.StatusCode);
        return (token, [Canary, token, token[4..47], query["code"]!, query["state"]!]);
    }

    private static async Task TroubleAsync(GcdUnderTest gcd, string token)
    {
        gcd.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = 2, Status = 403, Body = $$$"""{"error":{"status":"{{{Canary}}} {{{Canary}}}","message":"{{{Canary}}}"}}""" });
        // It may break before its header is seen.
        await Assert.ThrowsAnyAsync<HttpRequestException>(async () =>
        {
            using var broken = await SendAsync(gcd, "/download", token);
            await broken.Content.ReadAsStringAsync();
        });

        foreach (var path in new[]
        {
            $"/nowhere/{Canary}?token={token}", $"/download?format={Canary}", "/me?access_token=" + token, $"/oauth2callback?error={Canary}&state={Canary}",
            $"/nowhere%0d%0a%7b%22event%22:%22Forged%22%7d", $"/assets/{Canary}%0A%7B%22level%22%3A%22critical%22%7D",
        })
        {
            using var reply = await SendAsync(gcd, path, token);
            using var anonymous = await SendAsync(gcd, path, $"gcd_{Canary}");
        }

        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, gcd.Address.Port);
        await socket.GetStream().WriteAsync(Encoding.Latin1.GetBytes($"GET /{Canary}\u0001 HTTP/1.1\r\n{{\"event\":\"Forged\"}}\r\n\r\n"));
        // Answered, by 400.
        await socket.GetStream().ReadExactlyAsync(new byte[16]);
    }

    private static Task<HttpResponseMessage> SendAsync(GcdUnderTest gcd, string path, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new("Bearer", token) } };
        request.Headers.TryAddWithoutValidation("X-Request-Id", $"{Canary} \"}} forged");
        request.Headers.TryAddWithoutValidation("User-Agent", $"{Canary}\t{{\"event\":\"Forged\"}}");
        return gcd.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static JsonObject Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line)!.AsObject();
        }
        catch (System.Text.Json.JsonException)
        {
            throw new InvalidOperationException($"No JSON object: {line}");
        }
    }

    private static string? Event(JsonObject line) => (string?)line["event"];
}

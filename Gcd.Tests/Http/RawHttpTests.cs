using System.Net.Sockets;
using System.Text;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Http;

/// <summary>What no HTTP library sends, byte by byte.</summary>
public sealed class RawHttpTests
{
    [Theory]
    [InlineData("Authorization: Bearer {token}\r\nAuthorization: Bearer {token}")]
    [InlineData("Authorization: Basic dXNlcjpwYXNz\r\nAuthorization: Bearer {token}")]
    [InlineData("Authorization: Bearer {token}\r\nauthorization: ")]
    public async Task Several_authorization_headers_are_invalid_request(string headers)
    {
        await using var world = await World.StartAsync();
        var reply = await SendAsync(world, "GET /me HTTP/1.1", headers.Replace("{token}", await world.SignInAsync(world.NewAccount()), StringComparison.Ordinal));
        Assert.StartsWith("HTTP/1.1 400 ", reply, StringComparison.Ordinal);
        Assert.Contains("\r\nWWW-Authenticate: Bearer realm=\"Gcd\", error=\"invalid_request\"", reply, StringComparison.Ordinal);
        Assert.Contains("urn:gcd:problem:repeated-authorization", reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authorization: Bearer ")]
    [InlineData("Authorization: Bearer\t")]
    [InlineData("Authorization:")]
    [InlineData("X-Authorization: Bearer {token}")]
    public async Task A_header_without_a_token_is_no_token(string header)
    {
        await using var world = await World.StartAsync();
        var reply = await SendAsync(world, "GET /me HTTP/1.1", header.Replace("{token}", await world.SignInAsync(world.NewAccount()), StringComparison.Ordinal));
        Assert.StartsWith("HTTP/1.1 401 ", reply, StringComparison.Ordinal);
        Assert.Contains("\r\nWWW-Authenticate: Bearer realm=\"Gcd\"\r\n", reply, StringComparison.Ordinal);
        Assert.Contains("urn:gcd:problem:authentication-required", reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Downloads_over_http_1_0_are_505_and_everything_else_works(string method)
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        var reply = await SendAsync(world, $"{method} /download HTTP/1.0", $"Authorization: Bearer {token}", "Accept-Encoding: gzip");
        Assert.StartsWith("HTTP/1.1 505 ", reply, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/problem+json\r\n", reply, StringComparison.Ordinal);
        Assert.Contains("\r\nCache-Control: no-store\r\n", reply, StringComparison.Ordinal);
        Assert.Equal(method == "GET", reply.Contains("proxy_http_version 1.1", StringComparison.Ordinal));
        Assert.Empty(world.Google.Requests.Connections);
        Assert.StartsWith("HTTP/1.1 200 ", await SendAsync(world, $"{method} /me HTTP/1.0", $"Authorization: Bearer {token}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET //auth HTTP/1.1", "404")]
    [InlineData("GET /%2e%2e/auth HTTP/1.1", "200")]
    [InlineData("GET http://elsewhere.example/auth HTTP/1.1", "400")]
    [InlineData("OPTIONS * HTTP/1.1", "204")]
    [InlineData("CONNECT localhost:443 HTTP/1.1", "400")]
    [InlineData("GET /auth HTTP/3.0", "505")]
    [InlineData("GET /auth", "400")]
    public async Task Odd_request_lines_get_a_status_and_never_an_error_of_our_own(string line, string status)
    {
        await using var world = await World.StartAsync();
        Assert.Matches($"^HTTP/1\\.1 {status} ", await SendAsync(world, line));
        Assert.DoesNotContain(world.Logs.Lines, logged => logged.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Accept_over_several_lines_counts_as_one_list()
    {
        await using var world = await World.StartAsync();
        var reply = await SendAsync(world, "GET /auth HTTP/1.1", "Accept: application/json;q=0.5", "Accept: text/html");
        Assert.Contains("\r\nContent-Type: text/html; charset=utf-8\r\n", reply, StringComparison.Ordinal);
    }

    private static async Task<string> SendAsync(World world, string line, params string[] headers)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", world.Address.Port);
        var stream = connection.GetStream();
        string[] lines = [line, $"Host: localhost:{world.Address.Port}", "Connection: close", .. headers];
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Http;

/// <summary>What a connection may send, as bytes. Kestrel answers by itself what is no request that it can read, so without our headers.</summary>
public sealed class ConnectionTests
{
    [Theory]
    [InlineData(100, 10, "200")]
    [InlineData(101, 10, "431")]
    [InlineData(50, 400, "200")]
    [InlineData(50, 700, "431")]
    public async Task Headers_are_limited_in_number_and_size(int count, int length, string status)
    {
        await using var world = await World.StartAsync();
        // Host and Connection are two of them.
        var headers = string.Concat(Enumerable.Range(1, count - 2).Select(number => $"X-Header-{number.ToString(CultureInfo.InvariantCulture)}: {new string('x', length)}\r\n"));
        var reply = await SendAsync(world, $"GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n");
        Assert.StartsWith($"HTTP/1.1 {status} ", reply, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\nServer:", reply, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(7000, "200")]
    [InlineData(9000, "414")]
    public async Task The_request_line_is_limited(int length, string status)
    {
        await using var world = await World.StartAsync();
        var reply = await SendAsync(world, $"GET /health/live?{new string('x', length)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.StartsWith($"HTTP/1.1 {status} ", reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no request at all\r\n\r\n")]
    [InlineData("GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nX-Two: a\r\n\tb\r\n\r\n")]
    public async Task What_is_no_request_is_400_and_the_connection_ends(string sent)
    {
        await using var world = await World.StartAsync();
        var reply = await SendAsync(world, sent);
        Assert.StartsWith("HTTP/1.1 400 ", reply, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\nServer:", reply, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Http_2_without_tls_is_refused_and_ends_with_the_connection()
    {
        await using var world = await World.StartAsync();
        // The preface of RFC 9113, 3.4, and an empty SETTINGS frame.
        var reply = await SendAsync(world, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0");
        Assert.DoesNotContain("HTTP/1.1 200", reply, StringComparison.Ordinal);
        using var health = await world.GetAsync("/health");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.DoesNotContain("Error ", world.Logs.Text, StringComparison.Ordinal);
    }

    /// <summary>Sends bytes, and reads until Gcd ends the connection.</summary>
    private static async Task<string> SendAsync(World world, string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, world.Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reply = new MemoryStream();
        using var limit = new CancellationTokenSource(Patience.Limit);
        try
        {
            await stream.CopyToAsync(reply, limit.Token);
        }
        catch (IOException)
        {
            // A reset ends it as well.
        }

        return Encoding.Latin1.GetString(reply.ToArray());
    }
}

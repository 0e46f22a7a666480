using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gcd.Sandbox;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;

namespace Gcd.Features.Download;

public sealed class DownloadCompressionTests
{
    public static TheoryData<string, string> Encodings { get; } = new() { { "gzip", "csv" }, { "gzip", "json" }, { "br", "csv" }, { "br", "json" } };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task A_compressed_download_holds_the_same_bytes(string encoding, string format)
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount(contacts: 3500));
        using var plain = await world.GetAsync($"/download?format={format}", token);
        using var compressed = await GetAsync(world, $"/download?format={format}", token, encoding);

        Assert.Equal(encoding, compressed.Content.Headers.ContentEncoding.Single());
        Assert.Equal("3500", compressed.Headers.GetValues("Gcd-Contacts-Total").Single());
        var sent = await compressed.Content.ReadAsByteArrayAsync();
        using var opened = new MemoryStream();
        await using (var body = Open(new MemoryStream(sent), encoding))
        {
            await body.CopyToAsync(opened);
        }

        var expected = await plain.Content.ReadAsByteArrayAsync();
        Assert.Equal(expected, opened.ToArray());
        Assert.True(sent.Length < expected.Length / 3, $"{sent.Length} of {expected.Length} bytes");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task The_first_contacts_are_there_before_the_last_page_is_asked_for(string encoding)
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 4000);
        var token = await world.SignInAsync(account);
        var release = new TaskCompletionSource();
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = 2000, Until = release.Task });
        using var reply = await GetAsync(world, "/download?format=csv", token, encoding);
        await using var body = Open(await reply.Content.ReadAsStreamAsync(), encoding);
        using var lines = new StreamReader(body);
        for (var line = 0; line < 1500; line++)
        {
            Assert.NotNull(await lines.ReadLineAsync());
        }

        Assert.DoesNotContain(world.Google.Requests.Connections, page => page.Start > 2000);
        release.SetResult();
        Assert.Equal(4001 - 1500, (await lines.ReadToEndAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_compressed_download_that_breaks_off_has_no_end_at_any_layer(string encoding)
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount(contacts: 5000));
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = 3000, Status = 400, Times = 100 });
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", world.Address.Port);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /download HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nAccept-Encoding: {encoding}\r\n\r\n"));
        using var received = new MemoryStream();
        try
        {
            await stream.CopyToAsync(received);
        }
        catch (IOException)
        {
            // A reset, which is as good as an end without the last chunk.
        }

        var bytes = received.ToArray();
        Assert.True(bytes.Length > 20_000, $"{bytes.Length} bytes");
        Assert.False(bytes.AsSpan().EndsWith("0\r\n\r\n"u8), "The body was ended as a whole one.");
        Assert.Contains("DownloadBrokenOff", world.Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("identity")]
    public async Task A_caller_that_takes_nothing_is_broken_off_whatever_the_encoding(string encoding)
    {
        await using var world = await World.StartAsync(("LIMIT_DOWNLOADS", "1"));
        // What cannot be compressed, so that the buffers on the way fill.
        var random = Enumerable.Range(0, 1000).Select(i => new JsonObject
        {
            ["resourceName"] = $"people/c{i}",
            ["names"] = new JsonArray(new JsonObject { ["displayName"] = RandomNumberGenerator.GetHexString(12_000) }),
        }).ToList();
        var token = await world.SignInAsync(world.Google.Accounts.Add("stalled@example.com", random));
        var other = await world.SignInAsync(world.NewAccount());
        using var connection = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await connection.ConnectAsync("127.0.0.1", world.Address.Port);
        await connection.SendAsync(Encoding.ASCII.GetBytes($"GET /download HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nAccept-Encoding: {encoding}\r\n\r\n"));

        await Eventually.TrueAsync(() => Task.FromResult(world.Google.Requests.Connections.Count == 1));
        using (var busy = await world.GetAsync("/download", other))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, busy.StatusCode);
        }

        await StalledCallerForTests.UntilBrokenOffAsync(world);
        // Its place is free a moment after the log says so, and nothing went wrong inside.
        await Eventually.TrueAsync(async () =>
        {
            using var next = await world.GetAsync("/download", other);
            return next.StatusCode == HttpStatusCode.OK;
        });
        Assert.DoesNotContain(world.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("*", "br")]
    [InlineData("br;q=0, *", "gzip")]
    [InlineData("br;q=0.000, *;q=0.5", "gzip")]
    [InlineData("BR;q=0, *", "gzip")]
    [InlineData("br;q=0, gzip;q=0, *", null)]
    [InlineData("gzip, *;q=0.1", "gzip")]
    [InlineData("gzip, *;q=0", "gzip")]
    [InlineData("*;q=0", null)]
    [InlineData("br;q=0.1, gzip", "gzip")]
    [InlineData("br;q=0", null)]
    [InlineData("deflate", null)]
    public async Task A_coding_that_the_caller_refuses_is_not_taken_for_its_asterisk(string accept, string? expected)
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        using var reply = await GetAsync(world, "/download", token, accept);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal(expected, reply.Content.Headers.ContentEncoding.SingleOrDefault());
    }

    [Fact]
    public async Task A_reply_with_a_token_is_never_compressed()
    {
        await using var world = await World.StartAsync();
        var callback = await world.ConsentAsync(world.NewAccount());
        using var reply = await GetAsync(world, callback.PathAndQuery, token: null, "gzip, br");
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Empty(reply.Content.Headers.ContentEncoding);
        Assert.Equal("no-store", reply.Headers.CacheControl!.ToString());
        Assert.Equal("Accept", reply.Headers.Vary.Single());
    }

    private static Stream Open(Stream body, string encoding) =>
        encoding == "br" ? new BrotliStream(body, CompressionMode.Decompress) : new GZipStream(body, CompressionMode.Decompress);

    private static Task<HttpResponseMessage> GetAsync(World world, string path, string? token, string encoding)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        return world.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}

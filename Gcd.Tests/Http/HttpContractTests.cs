using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FastEndpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gcd.Tests.Http;

/// <summary>Every row of <see cref="HttpContract"/>, and what holds for each of them.</summary>
public sealed class HttpContractTests(ContractWorld contract) : IClassFixture<ContractWorld>
{
    private static readonly Dictionary<string, string> Everywhere = new()
    {
        ["X-Content-Type-Options"] = "nosniff",
        ["Referrer-Policy"] = "no-referrer",
        ["X-Frame-Options"] = "DENY",
        ["Cross-Origin-Opener-Policy"] = "same-origin",
        ["Cross-Origin-Resource-Policy"] = "same-origin",
        ["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()",
    };

    public static TheoryData<string> Rows => [.. HttpContract.Rows.Keys];

    public static TheoryData<string> RowsOfGet => [.. HttpContract.Rows.Where(row => row.Value.Method == "GET").Select(row => row.Key)];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task The_reply_is_as_the_table_says(string name)
    {
        var row = HttpContract.Rows[name];
        using var reply = await contract.SendAsync(row, row.Method);
        var body = await reply.Content.ReadAsByteArrayAsync();

        Assert.True(row.Status == (int)reply.StatusCode, $"{(int)reply.StatusCode}: {System.Text.Encoding.UTF8.GetString(body)}");
        Assert.Equal(row.ContentType, Header(reply, "Content-Type"));
        Assert.Equal(row.Vary, Header(reply, "Vary"));
        Assert.Equal(row.AcceptRanges, Header(reply, "Accept-Ranges"));
        Assert.Equal(row.Allow, Header(reply, "Allow"));
        Assert.Equal(row.Challenge, Header(reply, "WWW-Authenticate"));
        Assert.Equal(row.CacheControl, Header(reply, "Cache-Control"));
        Assert.Equal(row.ContentEncoding, Header(reply, "Content-Encoding"));
        Assert.Equal(row.HasLength ? body.Length.ToString(CultureInfo.InvariantCulture) : null, Header(reply, "Content-Length"));
        Assert.Matches(row.Disposition ?? "^$", Header(reply, "Content-Disposition") ?? string.Empty);
        AssertEverywhere(reply);
        AssertBody(row, body);
    }

    [Theory]
    [MemberData(nameof(RowsOfGet))]
    public async Task Head_is_answered_like_get_without_a_body(string name)
    {
        var row = HttpContract.Rows[name];
        using var get = await contract.SendAsync(row, row.Method);
        using var head = await contract.SendAsync(row, "HEAD");

        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        foreach (var header in new[] { "Content-Type", "Content-Encoding", "Content-Disposition", "Vary", "Accept-Ranges", "Allow", "WWW-Authenticate", "Cache-Control", "X-Accel-Buffering", "Location" })
        {
            // The two may be of different days.
            Assert.Equal(Undated(Header(get, header)), Undated(Header(head, header)));
        }

        Assert.Equal(row.HasLength && row.HeadHasLength, Header(head, "Content-Length") is not null);
        if (row.IsLengthSteady && row.HeadHasLength)
        {
            Assert.Equal(Header(get, "Content-Length"), Header(head, "Content-Length"));
        }

        AssertEverywhere(head);
    }

    [Fact]
    public void Every_route_is_in_the_table()
    {
        var routes = contract.World.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Select(route => route.RoutePattern.RawText!)
            .Distinct();
        Assert.Equal(HttpContract.Paths.Keys.Concat(HttpContract.PathsOfCardDav).Order(StringComparer.Ordinal), routes.Order(StringComparer.Ordinal));
    }

    /// <summary>Routing, authorization and the document ask for them; each time anew would cost a sixth of a start.</summary>
    [Fact]
    public void Every_route_is_made_once_for_all_who_ask()
    {
        var sources = Assert.IsType<CompositeEndpointDataSource>(contract.World.Services.GetRequiredService<EndpointDataSource>()).DataSources;
        Assert.Equal(sources.SelectMany(source => source.Endpoints), sources.SelectMany(source => source.Endpoints));
    }

    [Fact]
    public void No_route_reads_the_serializer_that_all_hosts_of_a_process_share()
    {
        // FastEndpoints keeps it to itself.
        var context = typeof(EndpointDefinition).GetField("SerializerContext", BindingFlags.Instance | BindingFlags.NonPublic)!;
        var routes = contract.World.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).Select(route => route.Metadata.GetMetadata<EndpointDefinition>()).OfType<EndpointDefinition>().ToList();
        Assert.NotEmpty(routes);
        Assert.All(routes, route => Assert.NotNull(context.GetValue(route)));
    }

    private static void AssertEverywhere(HttpResponseMessage reply)
    {
        Assert.All(Everywhere, header => Assert.Equal(header.Value, Header(reply, header.Key)));
        Assert.StartsWith("default-src 'none'; script-src 'self'", Header(reply, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Null(Header(reply, "Server"));
        Assert.DoesNotContain(reply.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        Assert.NotNull(reply.Headers.Date);
    }

    /// <summary>A problem has both the members of RFC 9457 and the earlier service's, each with something to read.</summary>
    private static void AssertBody(Exchange row, byte[] body)
    {
        if (row.Code is null)
        {
            Assert.Equal(row.Status == (int)HttpStatusCode.NoContent, body.Length == 0);
            return;
        }

        var problem = JsonNode.Parse(body)!.AsObject();
        Assert.Equal($"urn:gcd:problem:{row.Code}", (string?)problem["type"]);
        Assert.Equal(row.Status, (int?)problem["status"]);
        Assert.All(["title", "detail", "error", "solution"], member => Assert.False(string.IsNullOrWhiteSpace((string?)problem[member]), member));
    }

    private static string? Undated(string? header) => header is null ? null : Regex.Replace(header, @"\d{4}-\d{2}-\d{2}", "date");

    private static string? Header(HttpResponseMessage reply, string name) =>
        reply.Headers.NonValidated.TryGetValues(name, out var values) || reply.Content.Headers.NonValidated.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : null;
}

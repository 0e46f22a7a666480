using System.Net;
using System.Text.Json.Nodes;
using Gcd.Infrastructure.Exports.Tables;
using Gcd.Tests.Fixtures;
using Gcd.Tests.Structure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gcd.Tests.OpenApi;

/// <summary>The published document, as it is served and as it lies in the repository.</summary>
public sealed class DocumentTests
{
    // The document itself, and the files of the pages.
    private static readonly string[] NotDescribed =
    [
        "/openapi/v1.json", "/openapi.json", "/swagger/v1/swagger.json", "/assets/{file}", "/favicon.ico", "/robots.txt",
        // Forms of a page, and addresses that are given out whole.
        "/account/download", "/account/tokens", "/account/links", "/account/end", "/account/sign-out", "/account/disconnect", "/export/{secret}", "/export/{secret}/{**file}",
        // CardDAV: the document knows none of its methods.
        "/dav/{**path}", "/.well-known/carddav",
    ];

    // Where the service of the committed copy is said to be; clients that are generated from a running Gcd get that one's own address.
    private const string CommittedAddress = "https://contacts.example.org";

    private static string CommittedCopy => Path.Combine(Repository.Root, "openapi", "gcd.v1.json");

    [Fact]
    public async Task The_committed_document_is_the_served_one()
    {
        await using var world = await World.StartAsync(("OAUTH_REDIRECT_URI", $"{CommittedAddress}/oauth2callback"));
        var served = await ReadAsync(world);
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(CommittedCopy, served);
        }

        // Not by Assert.Equal, which would show the one line of 4,000 that differs without where it is.
        var committed = await File.ReadAllTextAsync(CommittedCopy);
        var (line, expected, actual) = FirstDifference(committed, served);
        Assert.True(line == 0, $"openapi/gcd.v1.json differs from what is served, first in line {line}:\n  there:  {expected}\n  served: {actual}\nIf the change is meant: UPDATE_OPENAPI=1 ./test.sh --filter The_committed_document_is_the_served_one");
    }

    [Fact]
    public async Task The_document_differs_only_in_the_address_at_which_it_is_served()
    {
        await using var here = await World.StartAsync();
        await using var elsewhere = await World.StartAsync(("OAUTH_REDIRECT_URI", "https://elsewhere.example.org/prefix/oauth2callback"));
        var document = JsonNode.Parse(await ReadAsync(here))!;
        var other = JsonNode.Parse(await ReadAsync(elsewhere))!;
        Assert.Equal(here.Address.AbsoluteUri.TrimEnd('/'), (string?)document["servers"]![0]!["url"]);
        Assert.Equal("https://elsewhere.example.org/prefix", (string?)other["servers"]![0]!["url"]);
        document["servers"] = null;
        other["servers"] = null;
        Assert.Equal(document.ToJsonString(), other.ToJsonString());
    }

    [Theory]
    [InlineData("/openapi.json")]
    [InlineData("/swagger/v1/swagger.json")]
    public async Task Where_people_look_for_the_document_first_they_are_redirected_to_it(string path)
    {
        await using var world = await World.StartAsync();
        using var reply = await world.GetAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, reply.StatusCode);
        Assert.Equal("/openapi/v1.json", reply.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Every_route_and_method_is_described()
    {
        await using var world = await World.StartAsync();
        var described = JsonNode.Parse(await ReadAsync(world))!["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}"));
        var served = world.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<ISuppressMatchingMetadata>() is null && !NotDescribed.Contains(route.RoutePattern.RawText))
            .SelectMany(route => route.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Select(method => $"{method} {route.RoutePattern.RawText}"))
            .Where(operation => !operation.StartsWith("HEAD ", StringComparison.Ordinal));
        Assert.Equal(served.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_operation_says_whether_it_takes_a_token()
    {
        await using var world = await World.StartAsync();
        foreach (var (path, operations) in JsonNode.Parse(await ReadAsync(world))!["paths"]!.AsObject())
        {
            foreach (var (method, operation) in operations!.AsObject())
            {
                using var reply = await world.SendAsync(new HttpMethod(method.ToUpperInvariant()), path);
                Assert.Equal(reply.StatusCode == HttpStatusCode.Unauthorized, operation!["security"]!.AsArray().Count > 0);
            }
        }
    }

    [Fact]
    public async Task A_contact_has_the_columns_of_the_downloads()
    {
        await using var world = await World.StartAsync();
        var contact = JsonNode.Parse(await ReadAsync(world))!["components"]!["schemas"]!["Contact"]!;
        Assert.Equal(ContactColumns.Names, contact["properties"]!.AsObject().Select(property => property.Key));
    }

    [SkippableTheory]
    [InlineData("lint:redocly")]
    [InlineData("lint:spectral")]
    public Task Linters_find_no_error_and_no_warning(string linter) => Npm.RunAsync(linter);

    private static async Task<string> ReadAsync(World world)
    {
        using var reply = await world.GetAsync("/openapi/v1.json");
        Assert.Equal("application/json", reply.Content.Headers.ContentType?.MediaType);
        return await reply.Content.ReadAsStringAsync();
    }

    private static (int Line, string Expected, string Actual) FirstDifference(string committed, string served)
    {
        var left = committed.Split('\n');
        var right = served.Split('\n');
        var same = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        return same == left.Length && same == right.Length
            ? (0, string.Empty, string.Empty)
            : (same + 1, left.ElementAtOrDefault(same) ?? "(ends)", right.ElementAtOrDefault(same) ?? "(ends)");
    }
}

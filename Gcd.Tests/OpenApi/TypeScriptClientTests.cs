using System.Globalization;
using System.Text.Json.Nodes;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.OpenApi;

/// <summary>The client that openapi-typescript and openapi-fetch make of the committed document, run by Node.js against the running service.</summary>
public sealed class TypeScriptClientTests
{
    [SkippableFact]
    public async Task The_typescript_client_signs_in_downloads_both_formats_and_reads_refusals()
    {
        await Npm.RunAsync("generate");
        await Npm.RunAsync("compile");
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 2_500);
        var found = JsonNode.Parse(await Npm.RunAsync("contacts", world.Address.AbsoluteUri.TrimEnd('/'), account.Email))!;

        Assert.Equal(account.Email, (string?)found["email"]);
        Assert.True(DateTimeOffset.TryParse((string?)found["tokenFrom"], CultureInfo.InvariantCulture, out _));
        Assert.Equal(2_500, (int?)found["contacts"]);
        Assert.Equal(2_500, (int?)found["total"]);
        Assert.Equal(2_500, (int?)found["announced"]);
        Assert.False(string.IsNullOrEmpty((string?)found["firstName"]));
        Assert.True((int)found["csvChunks"]! > 1, "The csv came in one piece, not as a stream.");
        Assert.True((long)found["csvBytes"]! > 100_000);
        Assert.Equal("""[400,"urn:gcd:problem:invalid-format"]""", found["badFormat"]!.ToJsonString());
        Assert.Equal("""[400,"urn:gcd:problem:invalid-login-hint"]""", found["badHint"]!.ToJsonString());
        Assert.Equal("success", (string?)found["revoked"]);
        Assert.Equal(401, (int?)found["refused"]![0]);
        Assert.Equal("urn:gcd:problem:invalid-token", (string?)found["refused"]![1]);
        Assert.Contains("error=\"invalid_token\"", (string?)found["refused"]![2], StringComparison.Ordinal);
    }
}

using System.Net;
using System.Text.Json.Nodes;
using Gcd.Tests.Fixtures;

namespace Gcd.Infrastructure.Google;

/// <summary>OpenID Connect Core 1.0, 3.1.3.7, and RFC 7515, 4.1.11, beyond signature, issuer, time and nonce.</summary>
public sealed class IdTokenVerifierTests
{
    private const string Somebody = "somebody-else.apps.googleusercontent.com";

    public static TheoryData<string> Refused { get; } =
    [
        "a foreign azp", "an azp that is no text", "several audiences without azp", "several audiences and a foreign azp",
        "an unknown crit", "an empty crit", "an email with a line break", "an email with a NUL", "an email with a C1 control", "an email with a line separator",
        "an email with a lone surrogate", "an overlong email", "a sub with a line break", "a sub with a NUL", "a sub with a space", "a sub beyond ASCII", "an overlong sub",
    ];

    public static TheoryData<string> Accepted { get; } = ["no azp", "several audiences and our azp", "one audience in a list", "a long email", "a long sub", "an email beyond ASCII"];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task An_id_token_is_refused_that_has(string what)
    {
        await using var world = await World.StartAsync();
        using var reply = await FinishAsync(world, what);
        await reply.AssertProblemAsync(HttpStatusCode.BadRequest, "The reply does not belong to this sign-in");
        Assert.DoesNotContain(world.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.Contains(world.Logs.Lines, line => line.Contains("SignInFailed", StringComparison.Ordinal));
        Assert.DoesNotContain(Somebody, world.Logs.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task An_id_token_is_taken_that_has(string what)
    {
        await using var world = await World.StartAsync();
        using var reply = await FinishAsync(world, what);
        Assert.True(reply.StatusCode == HttpStatusCode.OK, await reply.Content.ReadAsStringAsync());
    }

    private static async Task<HttpResponseMessage> FinishAsync(World world, string what)
    {
        var callback = await world.ConsentAsync(world.NewAccount());
        world.Google.Faults.ChangeIdToken((header, claims) => Change(header, claims, what, world.OAuthClient.ClientId));
        return await world.FinishAsync(callback);
    }

    private static void Change(JsonObject header, JsonObject claims, string what, string client)
    {
        switch (what)
        {
            case "no azp":
                claims.Remove("azp");
                break;
            case "a foreign azp":
                claims["azp"] = Somebody;
                break;
            case "an azp that is no text":
                claims["azp"] = new JsonArray(client);
                break;
            case "several audiences without azp":
                claims["aud"] = new JsonArray(client, Somebody);
                claims.Remove("azp");
                break;
            case "several audiences and a foreign azp":
                claims["aud"] = new JsonArray(client, Somebody);
                claims["azp"] = Somebody;
                break;
            case "several audiences and our azp":
                claims["aud"] = new JsonArray(client, Somebody);
                break;
            case "one audience in a list":
                claims["aud"] = new JsonArray(client);
                break;
            case "an unknown crit":
                header["crit"] = new JsonArray("exp");
                header["exp"] = 1;
                break;
            case "an empty crit":
                header["crit"] = new JsonArray();
                break;
            default:
                var text = Text(what);
                claims[what.Contains("sub", StringComparison.Ordinal) ? "sub" : "email"] = text;
                break;
        }
    }

    private static string Text(string what) => what switch
    {
        "an email with a line break" => "ada@example.com\r\nBcc: eve@example.com",
        "an email with a NUL" => "ada\0@example.com",
        "an email with a C1 control" => "ada\u0085@example.com",
        "an email with a line separator" => "ada\u2028@example.com",
        "an email with a lone surrogate" => "ada\ud800@example.com",
        // 320 bytes are the longest address (RFC 5321, 4.5.3.1).
        "an overlong email" => new string('é', 155) + "@example.com",
        "a long email" => new string('é', 154) + "@example.com",
        "an email beyond ASCII" => "zoë@exämple.com",
        "a sub with a line break" => "1\n2",
        "a sub with a NUL" => "1\02",
        "a sub with a space" => "1 2",
        "a sub beyond ASCII" => "1\u06602",
        "an overlong sub" => new string('1', 256),
        "a long sub" => new string('1', 255),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };
}

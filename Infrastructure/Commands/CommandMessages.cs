using System.Text.Json.Serialization;

namespace Gcd.Infrastructure.Commands;

/// <summary>The one line that a client sends over the command socket.</summary>
internal sealed record CommandRequest
{
    public required string Command { get; init; }

    /// <summary>The whole path; the service has a working folder of its own.</summary>
    public string? File { get; init; }

    /// <summary>revoke: whose; an address or a user hash.</summary>
    public string? User { get; init; }

    /// <summary>The main key that the client has in its settings; null from an earlier client, and for commands that need none.</summary>
    public KeyFingerprint? MainKey { get; init; }
}

/// <summary>A line that the service answers.</summary>
internal sealed record CommandReply
{
    public required string Text { get; init; }

    /// <summary>Null while the command goes on; the last line has it.</summary>
    public int? ExitCode { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CommandRequest))]
[JsonSerializable(typeof(CommandReply))]
internal sealed partial class CommandJson : JsonSerializerContext;

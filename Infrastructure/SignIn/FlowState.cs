using System.Text.Json.Serialization;
using Gcd.Infrastructure.Issuing;

namespace Gcd.Infrastructure.SignIn;

/// <summary>What Gcd must remember of a sign-in until the person comes back; it travels sealed in OAuth's <c>state</c>, so nothing is stored.</summary>
internal sealed record FlowState
{
    /// <summary>How long a person has for Google's pages.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <summary>The nonce of the ID token; also names the flow, for its single use.</summary>
    public required string Nonce { get; init; }

    /// <summary>PKCE's secret (RFC 7636).</summary>
    public required string CodeVerifier { get; init; }

    public required string RedirectUri { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The fingerprint of the browser's cookie, or null for a flow that a program began.</summary>
    public required string? Browser { get; init; }

    /// <summary>The token that the sign-in is to give; null for one that opens everything.</summary>
    public WantedToken? Token { get; init; }

    public DateTimeOffset EndsAt => StartedAt + Life;

    public override string ToString() => nameof(FlowState);
}

[JsonSerializable(typeof(FlowState))]
internal sealed partial class FlowStateJson : JsonSerializerContext;

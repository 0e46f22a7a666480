using Gcd.Infrastructure.Issuing;

namespace Gcd.Features.Callback;

/// <summary>What the page after a sign-in shows.</summary>
/// <param name="Response">What a program gets.</param>
/// <param name="Limits">What the token was asked to be; null for one that opens everything.</param>
/// <param name="IsSignedIn">Whether the browser stays signed in.</param>
public sealed record CallbackModel(CallbackResponse Response, TokenLimits? Limits, bool IsSignedIn)
{
    public bool Opens(string format) => Limits is null || Limits.Formats.Count == 0 || Limits.Formats.Contains(format);

    // A record's own ToString would print the token.
    public override string ToString() => nameof(CallbackModel);
}

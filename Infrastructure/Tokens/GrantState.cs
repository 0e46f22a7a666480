namespace Gcd.Infrastructure.Tokens;

/// <summary>Whether a user's Google grant can be used.</summary>
internal enum GrantState
{
    Active,

    /// <summary>Google called the grant dead; only a new sign-in helps, so Google is not asked again.</summary>
    NeedsSignIn,
}

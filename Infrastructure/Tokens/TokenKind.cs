namespace Gcd.Infrastructure.Tokens;

/// <summary>What a row of <c>access_tokens</c> opens, and how its secret is sent.</summary>
internal enum TokenKind
{
    /// <summary>A token in the Authorization header.</summary>
    Access,

    /// <summary>One that the earlier service gave out, for the Authorization header too; its form is another.</summary>
    Earlier,

    /// <summary>The secret part of an export link's address.</summary>
    Link,

    /// <summary>The cookie of a browser that is signed in.</summary>
    Session,

    /// <summary>Of a newer Gcd, or of somebody else's making; it opens nothing.</summary>
    Unknown,
}

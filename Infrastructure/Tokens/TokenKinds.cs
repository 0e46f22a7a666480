namespace Gcd.Infrastructure.Tokens;

/// <summary>Kinds as rows and replies name them.</summary>
internal static class TokenKinds
{
    public static string Name(this TokenKind kind) => kind switch
    {
        TokenKind.Access => "access",
        TokenKind.Earlier => "earlier",
        TokenKind.Link => "link",
        TokenKind.Session => "session",
        _ => "unknown",
    };

    /// <summary>The kind that its owner knows it as: a token is a token, whoever gave it out.</summary>
    public static TokenKind AsSent(this TokenKind kind) => kind == TokenKind.Earlier ? TokenKind.Access : kind;

    /// <summary>A word that is none of ours must not stop whoever reads all rows, such as the purge.</summary>
    public static TokenKind Parse(string name) => name switch
    {
        "access" => TokenKind.Access,
        "earlier" => TokenKind.Earlier,
        "link" => TokenKind.Link,
        "session" => TokenKind.Session,
        _ => TokenKind.Unknown,
    };
}

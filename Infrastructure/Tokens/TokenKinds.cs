namespace Gcd.Infrastructure.Tokens;

/// <summary>Kinds as rows and replies name them.</summary>
internal static class TokenKinds
{
    public static string Name(this TokenKind kind) => kind switch
    {
        TokenKind.Access => "access",
        TokenKind.Link => "link",
        _ => "session",
    };

    /// <exception cref="FormatException">A newer Gcd, or somebody else, wrote the row.</exception>
    public static TokenKind Parse(string name) => name switch
    {
        "access" => TokenKind.Access,
        "link" => TokenKind.Link,
        "session" => TokenKind.Session,
        _ => throw new FormatException($"There is no kind of token '{name}'."),
    };
}

using System.Diagnostics.CodeAnalysis;

namespace Gcd.Infrastructure.Tokens;

/// <summary>
/// What stands in the place of a person's subject from the takeover until Google names it: the earlier service knew people
/// by their addresses alone.
/// </summary>
internal static class EarlierSubject
{
    // No subject of Google's has a slash.
    private const string Prefix = "earlier/";

    public static string Of(string email) => Prefix + email;

    public static bool Is(string googleSub) => googleSub.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Whether nobody has learned yet whose the row is.</summary>
    public static bool IsUnknown([NotNullWhen(true)] StoredUser? user) => user is not null && Is(user.GoogleSub);
}

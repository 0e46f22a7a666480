using System.Buffers.Binary;
using System.Text;

namespace Gcd.Infrastructure.Tokens;

/// <summary>
/// The bytes that a token row's MAC covers: hash, owner, dates, kind, rights and name. So a row that somebody moved to another
/// user, whose life somebody prolonged or whose rights somebody widened, opens nothing.
/// </summary>
internal static class TokenBinding
{
    /// <summary>
    /// An access token without rights and name has the bytes of Gcd's first schema, which knew no other, so that its tokens go on working.
    /// No other row can have them: hash and subject contain no NUL, and what follows the dates begins with the kind.
    /// </summary>
    public static byte[] Row(StoredToken token, string googleSub)
    {
        var text = $"{token.Hash}\0{googleSub}\0";
        var limits = token is { Kind: TokenKind.Access, Rights: null, Name: null } ? string.Empty : $"{token.Kind.Name()}\0{token.Rights}\0{token.Name}";
        var length = Encoding.UTF8.GetByteCount(text);
        const int Dates = 2 * sizeof(long);
        var row = new byte[length + Dates + Encoding.UTF8.GetByteCount(limits)];
        Encoding.UTF8.GetBytes(text, row);
        BinaryPrimitives.WriteInt64BigEndian(row.AsSpan(length), token.CreatedAt.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64BigEndian(row.AsSpan(length + sizeof(long)), token.ExpiresAt?.ToUnixTimeMilliseconds() ?? long.MaxValue);
        Encoding.UTF8.GetBytes(limits, row.AsSpan(length + Dates));
        return row;
    }
}

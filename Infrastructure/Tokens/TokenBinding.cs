using System.Buffers.Binary;
using System.Text;

namespace Gcd.Infrastructure.Tokens;

/// <summary>
/// The bytes that a token row's MAC covers: hash, owner, dates. So a row that somebody moved to another user,
/// or whose life somebody prolonged, opens nothing.
/// </summary>
internal static class TokenBinding
{
    public static byte[] Row(string hash, string googleSub, DateTimeOffset createdAt, DateTimeOffset? expiresAt)
    {
        var text = $"{hash}\0{googleSub}\0";
        var length = Encoding.UTF8.GetByteCount(text);
        var row = new byte[length + (2 * sizeof(long))];
        Encoding.UTF8.GetBytes(text, row);
        BinaryPrimitives.WriteInt64BigEndian(row.AsSpan(length), createdAt.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64BigEndian(row.AsSpan(length + sizeof(long)), expiresAt?.ToUnixTimeMilliseconds() ?? long.MaxValue);
        return row;
    }
}

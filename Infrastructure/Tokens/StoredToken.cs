using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gcd.Infrastructure.Crypto;

namespace Gcd.Infrastructure.Tokens;

/// <summary>A row of <c>access_tokens</c>: a secret of one <see cref="TokenKind"/>, kept as its keyed hash.</summary>
internal sealed record StoredToken
{
    private const string IdPrefix = "tok_";
    private const int IdLength = 12;

    public required string Hash { get; init; }

    public required string UserEmail { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The absolute end of life, null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What its owner calls it.</summary>
    public string? Name { get; init; }

    public TokenKind Kind { get; init; }

    /// <summary>The text of <see cref="TokenRights"/>, null for no limit.</summary>
    public string? Rights { get; init; }

    /// <summary>A keyed MAC over the row; see <see cref="TokenBinding"/>.</summary>
    public required byte[] Binding { get; init; }

    /// <summary>
    /// The public name of the row, such as <c>tok_4fT0c9AbX2qz</c>: 71 bits of a digest of the hash, so no row needs a column for it.
    /// It tells nothing of the secret.
    /// </summary>
    public string Id()
    {
        var number = BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.ASCII.GetBytes($"gcd token id v1\0{Hash}")));
        return string.Create(IdPrefix.Length + IdLength, number, static (text, rest) =>
        {
            IdPrefix.CopyTo(text);
            Base62.Write(rest, text[IdPrefix.Length..]);
        });
    }
}

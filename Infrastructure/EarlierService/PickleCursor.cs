using System.Buffers.Binary;
using System.Text;

namespace Gcd.Infrastructure.EarlierService;

/// <summary>The place in a pickle. A length that leads beyond the end gives nothing, and nothing is made for it.</summary>
internal ref struct PickleCursor(ReadOnlySpan<byte> pickle)
{
    // Names of classes and of fields are shorter; longer texts need no words here.
    private const int LongestName = 64;

    private ReadOnlySpan<byte> rest = pickle;

    public readonly int Left => rest.Length;

    public bool TryRead(out byte value)
    {
        value = rest.IsEmpty ? (byte)0 : rest[0];
        return TryTake(1, out _);
    }

    /// <param name="size">How many bytes the number has: 1, 2, 4 or 8.</param>
    /// <param name="number">Without a sign; -1 for what is larger than any pickle.</param>
    public bool TryReadNumber(int size, out int number)
    {
        number = -1;
        if (!TryTake(size, out var bytes))
        {
            return false;
        }

        var value = size switch
        {
            1 => bytes[0],
            2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        };
        number = value <= int.MaxValue ? (int)value : -1;
        return true;
    }

    /// <summary>Passes over what follows its own length.</summary>
    /// <param name="sizeOfLength">How many bytes the length has.</param>
    /// <param name="name">Its words where it can be a name.</param>
    public bool TrySkip(int sizeOfLength, out string? name)
    {
        name = null;
        if (!TryReadNumber(sizeOfLength, out var length) || !TryTake(length, out var bytes))
        {
            return false;
        }

        name = length <= LongestName ? Encoding.UTF8.GetString(bytes) : null;
        return true;
    }

    public bool TrySkip(int length) => TryTake(length, out _);

    public bool TryReadLine(out string line)
    {
        var end = rest.IndexOf((byte)'\n');
        line = end is >= 0 and <= LongestName ? Encoding.UTF8.GetString(rest[..end]) : string.Empty;
        return end is >= 0 and <= LongestName && TryTake(end + 1, out _);
    }

    private bool TryTake(int length, out ReadOnlySpan<byte> bytes)
    {
        if (length < 0 || length > rest.Length)
        {
            bytes = default;
            return false;
        }

        bytes = rest[..length];
        rest = rest[length..];
        return true;
    }
}

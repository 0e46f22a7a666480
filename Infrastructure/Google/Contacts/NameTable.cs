using System.Buffers.Binary;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>
/// Finds what belongs to a member's name, among a few known ones, by one comparison, in whatever order they come: a hash table without
/// collisions over a name's length and its last eight bytes, made once for a process.
/// </summary>
internal sealed class NameTable<T>
    where T : class
{
    private const ulong LastSeed = 100_001;
    private readonly Place[] places;
    private readonly ulong seed;

    /// <exception cref="ArgumentException">Two names cannot be told apart by length and last letters.</exception>
    public NameTable(IReadOnlyList<(byte[] Name, T Value)> known)
    {
        var size = 8;
        while (size < known.Count * 4)
        {
            size *= 2;
        }

        places = new Place[size];
        for (seed = 1; !TryFill(known); seed += 2)
        {
            if (seed == LastSeed)
            {
                throw new ArgumentException("Two names cannot be told apart.", nameof(known));
            }
        }
    }

    public T? Find(scoped ReadOnlySpan<byte> name)
    {
        var key = Key(name);
        ref readonly var place = ref places[Index(key, name.Length)];
        return place.Key == key && place.Name.Length == name.Length && (name.Length <= sizeof(ulong) || name.SequenceEqual(place.Name)) ? place.Value : null;
    }

    private bool TryFill(IReadOnlyList<(byte[] Name, T Value)> known)
    {
        Array.Fill(places, new Place(0, [], null));
        foreach (var (name, value) in known)
        {
            ref var place = ref places[Index(Key(name), name.Length)];
            if (place.Value is not null)
            {
                return false;
            }

            place = new Place(Key(name), name, value);
        }

        return true;
    }

    // Up to eight bytes the key is the whole name.
    private static ulong Key(scoped ReadOnlySpan<byte> name)
    {
        if (name.Length >= sizeof(ulong))
        {
            return BinaryPrimitives.ReadUInt64LittleEndian(name[^sizeof(ulong)..]);
        }

        if (name.Length >= sizeof(uint))
        {
            return BinaryPrimitives.ReadUInt32LittleEndian(name) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(name[^sizeof(uint)..]) << 32);
        }

        var key = 0UL;
        foreach (var letter in name)
        {
            key = (key << 8) | letter;
        }

        return key;
    }

    private int Index(ulong key, int length) => (int)(((key + (ulong)length) * (seed * 0x9E3779B97F4A7C15)) >> 32) & (places.Length - 1);

    private readonly record struct Place(ulong Key, byte[] Name, T? Value);
}

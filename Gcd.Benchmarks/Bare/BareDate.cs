using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Gcd.Benchmarks.Bare;

/// <summary>A birthday, whose year may be missing.</summary>
internal record struct BareDate(int Year, int Month, int Day)
{
    private static readonly StandardFormat FourDigits = new('D', 4);
    private static readonly StandardFormat TwoDigits = new('D', 2);

    /// <summary>Reads the object of the member that the reader stands at.</summary>
    public static BareDate Read(ref Utf8JsonReader reader)
    {
        var (year, month, day) = (0, 0, 0);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ref var part = ref reader.ValueTextEquals("year"u8) ? ref year : ref reader.ValueTextEquals("month"u8) ? ref month : ref day;
            reader.Read();
            part = reader.GetInt32();
        }

        return new BareDate(year, month, day);
    }

    /// <returns>How many bytes it took.</returns>
    public readonly int Write(Span<byte> room)
    {
        var length = 2;
        if (Year == 0)
        {
            "--"u8.CopyTo(room);
        }
        else
        {
            Utf8Formatter.TryFormat(Year, room, out _, FourDigits);
            room[4] = (byte)'-';
            length = 5;
        }

        Utf8Formatter.TryFormat(Month, room[length..], out _, TwoDigits);
        room[length + 2] = (byte)'-';
        Utf8Formatter.TryFormat(Day, room[(length + 3)..], out _, TwoDigits);
        return length + 5;
    }
}

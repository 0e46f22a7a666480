using System.Buffers;

namespace Gcd.Benchmarks.Bare;

internal sealed class BareCsv : BareTable
{
    private const int RoomForARow = 4096;
    private static readonly SearchValues<byte> NeedsQuotes = SearchValues.Create(",\"\r\n"u8);

    public override string MediaType => "text/csv; charset=utf-8";

    public override void Begin(IBufferWriter<byte> output) => output.Write(
        "Full Name,Given Name,Family Name,Nickname,Primary Email,Other Emails,Mobile Phone,Work Phone,Home Phone,Other Phones,Organization,Job Title,Birthday,Street Address,City,Region,Postal Code,Country,Resource Name\r\n"u8);

    public override void End(IBufferWriter<byte> output)
    {
    }

    protected override void Write(ReadOnlySpan<byte> page, BareRow row, IBufferWriter<byte> output)
    {
        var room = output.GetSpan(RoomForARow);
        var used = 0;
        for (var column = 0; column < row.Columns.Length; column++)
        {
            if (column > 0)
            {
                room[used++] = (byte)',';
            }

            if (column is BareRow.OtherEmails or BareRow.OtherPhones)
            {
                used += Append(room[used..], page, column == BareRow.OtherEmails ? row.Emails : row.Phones);
            }
            else
            {
                used += Append(room[used..], column == BareRow.Birthday ? row.Date.AsSpan(0, row.DateLength) : page[row.Columns[column]]);
            }
        }

        "\r\n"u8.CopyTo(room[used..]);
        output.Advance(used + 2);
    }

    private static int Append(Span<byte> room, ReadOnlySpan<byte> page, List<Range> values)
    {
        var used = 0;
        foreach (var value in values)
        {
            if (used > 0)
            {
                "; "u8.CopyTo(room[used..]);
                used += 2;
            }

            page[value].CopyTo(room[used..]);
            used += page[value].Length;
        }

        return used;
    }

    private static int Append(Span<byte> room, ReadOnlySpan<byte> value)
    {
        if (!value.ContainsAny(NeedsQuotes))
        {
            value.CopyTo(room);
            return value.Length;
        }

        var used = 0;
        room[used++] = (byte)'"';
        foreach (var letter in value)
        {
            if (letter == '"')
            {
                room[used++] = letter;
            }

            room[used++] = letter;
        }

        room[used++] = (byte)'"';
        return used;
    }
}

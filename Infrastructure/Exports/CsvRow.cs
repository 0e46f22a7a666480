using System.Buffers;

namespace Gcd.Infrastructure.Exports;

internal ref struct CsvRow(Utf8Output output) : IRow
{
    private static readonly SearchValues<byte> NeedsQuotes = SearchValues.Create(",\"\r\n"u8);
    private Utf8Output _output = output;
    private bool _begun;

    public void Write(ReadOnlySpan<byte> value)
    {
        if (_begun)
        {
            _output.Write((byte)',');
        }

        _begun = true;
        if (value.IsEmpty)
        {
            return;
        }

        if (value.ContainsAny(NeedsQuotes))
        {
            WriteQuoted(value);
        }
        else
        {
            _output.Write(value);
        }
    }

    public void End()
    {
        _output.Write("\r\n"u8);
        _output.Flush();
    }

    private void WriteQuoted(ReadOnlySpan<byte> value)
    {
        _output.Write((byte)'"');
        for (int quote; (quote = value.IndexOf((byte)'"')) >= 0; value = value[(quote + 1)..])
        {
            _output.Write(value[..(quote + 1)]);
            _output.Write((byte)'"');
        }

        _output.Write(value);
        _output.Write((byte)'"');
    }
}

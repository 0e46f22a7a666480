namespace Gcd.Infrastructure.Exports;

/// <summary>Takes the values of one contact, a column after the other, as plain UTF-8; a missing one is empty.</summary>
internal interface IRow
{
    void Write(ReadOnlySpan<byte> value);
}

using System.Buffers;
using System.Text.Json;

namespace Gcd.Benchmarks.Bare;

/// <summary>A format that shows a contact as one row of 19 values.</summary>
internal abstract class BareTable : IBareFormat
{
    private readonly BareRow row = new();

    public abstract string MediaType { get; }

    public abstract void Begin(IBufferWriter<byte> output);

    public void Write(ref Utf8JsonReader reader, Span<byte> page, IBufferWriter<byte> output)
    {
        row.Clear();
        BareContact.Read(ref reader, page, row);
        Write(page, row, output);
    }

    public abstract void End(IBufferWriter<byte> output);

    public virtual void Dispose()
    {
    }

    protected abstract void Write(ReadOnlySpan<byte> page, BareRow row, IBufferWriter<byte> output);
}

using System.Buffers;
using System.Text.Json;

namespace Gcd.Benchmarks.Bare;

internal interface IBareFormat : IDisposable
{
    string MediaType { get; }

    void Begin(IBufferWriter<byte> output);

    /// <summary>Reads one contact, of which the reader stands at the start, and writes it.</summary>
    void Write(ref Utf8JsonReader reader, Span<byte> page, IBufferWriter<byte> output);

    void End(IBufferWriter<byte> output);
}

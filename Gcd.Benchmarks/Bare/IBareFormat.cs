using System.Buffers;

namespace Gcd.Benchmarks.Bare;

internal interface IBareFormat : IDisposable
{
    void Begin(IBufferWriter<byte> output);

    void Write(ReadOnlySpan<byte> page, BareRow row, IBufferWriter<byte> output);

    void End(IBufferWriter<byte> output);
}

using Gcd.Infrastructure.Exports.Text;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>Takes what a writer of streams gives, until it is handed on. It cannot seek: a ZIP writer would go back to what is long sent.</summary>
internal sealed class CollectedBytes : Stream
{
    private readonly MemoryStream bytes = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void HandTo(ref Utf8Output output)
    {
        output.Write(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        bytes.SetLength(0);
    }

    public override void Write(ReadOnlySpan<byte> buffer) => bytes.Write(buffer);

    public override void Write(byte[] buffer, int offset, int count) => bytes.Write(buffer, offset, count);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        bytes.Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        bytes.Write(buffer, offset, count);
        return Task.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            bytes.Dispose();
        }

        base.Dispose(disposing);
    }
}

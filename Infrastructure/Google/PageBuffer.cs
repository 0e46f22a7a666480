using System.Buffers;

namespace Gcd.Infrastructure.Google;

/// <summary>One reply of Google, whole, in pooled memory that is given back at the end.</summary>
internal sealed class PageBuffer : IDisposable
{
    /// <summary>A page above this is an error: 1,000 contacts with every field Gcd asks for stay far below it.</summary>
    public const int LargestPage = 16 * 1024 * 1024;

    private byte[] bytes;
    private int length;

    private PageBuffer(int size) => bytes = ArrayPool<byte>.Shared.Rent(size);

    public ReadOnlyMemory<byte> Memory => bytes.AsMemory(0, length);

    public ArraySegment<byte> Segment => new(bytes, 0, length);

    /// <param name="body">The reply's body.</param>
    /// <param name="expected">Its likely length in bytes; a wrong guess costs a copy.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <exception cref="GoogleFaultException"><see cref="GoogleFaultKind.PageTooLarge"/></exception>
    public static async Task<PageBuffer> ReadAsync(Stream body, long expected, CancellationToken ct)
    {
        // One byte more than expected shows the end of the body without growing once.
        var buffer = new PageBuffer((int)Math.Min(expected, LargestPage) + 1);
        try
        {
            int read;
            while ((read = await body.ReadAsync(buffer.Room(), ct)) > 0)
            {
                buffer.length += read;
                if (buffer.length > LargestPage)
                {
                    throw new GoogleFaultException(GoogleFaultKind.PageTooLarge, "A page of contacts is larger than 16 MiB.");
                }
            }

            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (bytes.Length > 0)
        {
            // Contacts do not stay behind in memory that somebody else rents next.
            bytes.AsSpan(0, length).Clear();
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = [];
            length = 0;
        }
    }

    private Memory<byte> Room()
    {
        if (length == bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(bytes.Length * 2);
            bytes.AsSpan(0, length).CopyTo(larger);
            bytes.AsSpan(0, length).Clear();
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = larger;
        }

        return bytes.AsMemory(length);
    }
}

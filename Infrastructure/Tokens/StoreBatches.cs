using System.Runtime.CompilerServices;

namespace Gcd.Infrastructure.Tokens;

/// <summary>Walks all rows of one kind in short batches, so that nothing waits long for a read.</summary>
internal static class StoreBatches
{
    /// <param name="read">Reads the rows that follow a key, in the store's order.</param>
    /// <param name="key">A row's key.</param>
    /// <param name="size">How many rows at once.</param>
    /// <param name="ct">Ends the walk.</param>
    public static async IAsyncEnumerable<IReadOnlyList<T>> ReadAsync<T>(
        Func<string?, int, CancellationToken, ValueTask<IReadOnlyList<T>>> read,
        Func<T, string> key,
        int size,
        [EnumeratorCancellation] CancellationToken ct)
    {
        string? last = null;
        while (await read(last, size, ct) is { Count: > 0 } batch)
        {
            ct.ThrowIfCancellationRequested();
            yield return batch;
            last = key(batch[^1]);
        }
    }
}

namespace Gcd.Infrastructure.Commands;

/// <summary>Reads the rows that follow a key, in the store's order.</summary>
internal delegate ValueTask<IReadOnlyList<T>> ReadBatch<T>(string? after, int count, CancellationToken ct);

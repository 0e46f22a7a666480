namespace Gcd.Infrastructure.Tokens.Sql;

/// <summary>A database that speaks SQL. Its members throw <see cref="StoreUnavailableException"/> when it cannot serve now.</summary>
internal interface ISqlDatabase : IAsyncDisposable
{
    /// <summary>Whether other processes write to it as well, so that what this one counted grows old.</summary>
    bool IsShared { get; }

    /// <summary>Statements that change nothing.</summary>
    ValueTask<T> ReadAsync<T>(Func<SqlSession, ValueTask<T>> work, CancellationToken ct);

    /// <summary>One transaction, on disk when this returns unless it <see cref="SqlChange{T}.MayBeLost"/>. The work may run several times, each on what the database then holds.</summary>
    ValueTask<SqlChange<T>> WriteAsync<T>(Func<SqlSession, ValueTask<SqlChange<T>>> work, CancellationToken ct);

    /// <summary>Whether another process has it open, as far as that can be told.</summary>
    ValueTask<bool> IsInUseElsewhereAsync(CancellationToken ct);

    /// <summary>The size in bytes, 0 where it cannot be told.</summary>
    ValueTask<long> MeasureAsync(CancellationToken ct);
}

/// <summary>What a transaction came to, and by how much it changed the counts; <see cref="Nothing"/> rolls it back.</summary>
internal readonly record struct SqlChange<T>(T Result, StoreCounts Counts = default, bool IsNothing = false)
{
    /// <summary>Whether a crash or a failover soon afterwards may undo it, so that nobody waits for the disk or a standby.</summary>
    public bool MayBeLost { get; init; }

    public static SqlChange<T> Nothing(T result) => new(result, IsNothing: true);
}

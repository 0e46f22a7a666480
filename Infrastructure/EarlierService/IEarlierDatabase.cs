namespace Gcd.Infrastructure.EarlierService;

/// <summary>The earlier service's database as it was at one moment; it is only read.</summary>
internal interface IEarlierDatabase : IAsyncDisposable
{
    /// <summary>As messages name it, without a password.</summary>
    string Name { get; }

    /// <summary>Whether Gcd has it for its own by now, with rows of the earlier service in it.</summary>
    bool IsGcds { get; }

    /// <summary>Sentences about what is not taken; complete when <see cref="ReadAsync"/> has ended.</summary>
    IReadOnlyList<string> LeftBehind { get; }

    ValueTask<EarlierCounts> CountAsync(CancellationToken ct);

    /// <summary>In the order of their addresses, each person once and with all that is theirs.</summary>
    /// <exception cref="EarlierDatabaseException">It cannot be read to its end.</exception>
    IAsyncEnumerable<EarlierPerson> ReadAsync(CancellationToken ct);
}

using Gcd.Infrastructure.Crypto;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gcd.Infrastructure.EarlierService;

/// <summary>Carries people and tokens of the earlier service into a store; the source is only read.</summary>
internal sealed class Takeover(IEarlierDatabase source, EarlierSeal seal, GcdSettings settings, TimeProvider time)
{
    // Some hundred people in one transaction: a stop loses little work, and a transaction costs a flush to disk.
    private const int BatchSize = 250;

    /// <summary>Counts what a takeover would do, without a store.</summary>
    /// <param name="report">Takes a line about the progress.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="EarlierDatabaseException">The source cannot be read.</exception>
    public async Task<TakeoverFigures> ExamineAsync(Func<string, Task> report, CancellationToken ct)
    {
        // Keys of the moment: what is sealed is thrown away.
        using var ring = new KeyRing(MasterKey.Derive(Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)), []));
        using var hasher = new TokenHasher(System.Security.Cryptography.RandomNumberGenerator.GetBytes(TokenHasher.KeySize));
        var figures = new TakeoverFigures();
        var rows = RowsOf(new GrantSealer(ring), hasher, store: null);
        await ForEachBatchAsync(rows, figures, (_, _) => Task.CompletedTask, line => report($"examined {line}"), ct);
        return figures;
    }

    /// <summary>Adds those who are not there yet.</summary>
    /// <param name="target">The store.</param>
    /// <param name="isInPlace">Whether the source's rows are the target's own, and what comes takes their place.</param>
    /// <param name="report">Takes a line about the progress.</param>
    /// <param name="ct">Ends it after a batch; what is done stays, and a next run goes on.</param>
    /// <exception cref="EarlierDatabaseException">The source cannot be read.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be written to.</exception>
    public async Task<TakeoverFigures> WriteAsync(StoreHandle target, bool isInPlace, Func<string, Task> report, CancellationToken ct)
    {
        var figures = new TakeoverFigures();
        var rows = RowsOf(new GrantSealer(target.Keys.Ring), target.Keys.Hasher, target.Store);
        await ForEachBatchAsync(rows, figures, (batch, batchCt) => AddAsync(target, batch, isInPlace, batchCt), line => report($"took over {line}"), ct);
        return figures;
    }

    private static async Task AddAsync(StoreHandle target, IReadOnlyList<(StoredUser User, IReadOnlyList<StoredToken> Tokens)> batch, bool isInPlace, CancellationToken ct)
    {
        var users = new List<StoredUser>();
        var tokens = new Dictionary<string, StoredToken>(StringComparer.Ordinal);
        foreach (var (user, theirs) in batch)
        {
            // A batch is there wholly or not at all, and so are a person's tokens.
            if (await target.Store.FindUserByEmailAsync(user.Email, ct) is not null)
            {
                continue;
            }

            users.Add(user);
            foreach (var token in theirs)
            {
                // The same token for two people opens the first one's contacts, as it did before.
                if (await target.Store.FindTokenAsync(token.Hash, ct) is null)
                {
                    tokens.TryAdd(token.Hash, token);
                }
            }
        }

        await target.Rows.AddAsync(new StoredRows { Users = users, Tokens = [.. tokens.Values], ReplacesEarlier = isInPlace }, ct);
    }

    private async Task ForEachBatchAsync(
        EarlierRows rows,
        TakeoverFigures figures,
        Func<IReadOnlyList<(StoredUser User, IReadOnlyList<StoredToken> Tokens)>, CancellationToken, Task> work,
        Func<string, Task> report,
        CancellationToken ct)
    {
        var all = (await source.CountAsync(ct)).People;
        var read = 0L;
        var batch = new List<(StoredUser User, IReadOnlyList<StoredToken> Tokens)>(BatchSize);
        await foreach (var person in source.ReadAsync(ct))
        {
            if (rows.Convert(person, figures) is { } converted)
            {
                batch.Add(converted);
            }

            if (++read % BatchSize == 0)
            {
                await work(batch, ct);
                batch.Clear();
                await report(FormattableString.Invariant($"{read} of {all} people"));
            }
        }

        await work(batch, ct);
    }

    private EarlierRows RowsOf(GrantSealer sealer, TokenHasher hasher, ITokenStore? store) =>
        // Only rows are made by it, for which no store is asked.
        new(seal, sealer, new AccessTokens(store!, hasher, settings, time, NullLogger<AccessTokens>.Instance), DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()));
}

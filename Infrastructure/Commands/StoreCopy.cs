using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Commands;

/// <summary>Fills an empty store with the rows of another one, marked as unfinished until all are there.</summary>
internal sealed class StoreCopy(IStoreRows source, IStoreRows target, StoreCounts expected, ReportProgress report)
{
    private const int BatchSize = 1000;

    /// <param name="requireUnused">Throws where somebody else uses the source; asked before the copy counts as whole.</param>
    /// <param name="ct">Ends the copy.</param>
    /// <returns>What both stores have now.</returns>
    /// <exception cref="CommandException">They do not have the same.</exception>
    public async Task<StoreTotals> RunAsync(Func<Task> requireUnused, CancellationToken ct)
    {
        await target.WriteMetaAsync(UnfinishedCopy.MetaName, UnfinishedCopy.MetaValue, ct);
        // Over the keys that the target made when it was opened; nothing is under those yet.
        foreach (var name in StoreKeys.MetaNames)
        {
            await target.WriteMetaAsync(name, await source.ReadMetaAsync(name, ct), ct);
        }

        await CopyAsync(source.ReadUsersAsync, user => user.Email, users => new StoredRows { Users = users }, $"of {expected.Users} users", ct);
        await CopyAsync(source.ReadTokensAsync, token => token.Hash, tokens => new StoredRows { Tokens = tokens }, $"of {expected.Tokens} tokens", ct);
        await CopyAsync(source.ReadUsedStatesAsync, state => state.Id, states => new StoredRows { UsedStates = states }, "used states", ct);
        var copied = await CompareAsync(ct);
        await requireUnused();
        await target.WriteMetaAsync(UnfinishedCopy.MetaName, null, ct);
        return copied;
    }

    private async Task CopyAsync<T>(ReadBatch<T> read, Func<T, string> key, Func<IReadOnlyList<T>, StoredRows> rows, string what, CancellationToken ct)
    {
        var copied = 0L;
        string? last = null;
        while (await read(last, BatchSize, ct) is { Count: > 0 } batch)
        {
            ct.ThrowIfCancellationRequested();
            await target.AddAsync(rows(batch), ct);
            copied += batch.Count;
            last = key(batch[^1]);
            await report(FormattableString.Invariant($"{copied} {what}"));
        }
    }

    private async Task<StoreTotals> CompareAsync(CancellationToken ct)
    {
        var (here, there) = (await StoreTotals.CountAsync(source, ct), await StoreTotals.CountAsync(target, ct));
        return here == there
            ? there
            : throw new CommandException($"The source has {here}, the target {there}: the source was in use. The target is not usable. Stop every service on the source, then start the command again with an empty target.");
    }
}

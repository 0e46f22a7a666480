using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Commands;

/// <summary>How many rows a store has, counted by reading every one of them.</summary>
internal sealed record StoreTotals(long Users, long Tokens, long UsedStates)
{
    private const int BatchSize = 1000;

    public static async Task<StoreTotals> CountAsync(IStoreRows rows, CancellationToken ct) => new(
        await CountAsync(rows.ReadUsersAsync, user => user.Email, ct),
        await CountAsync(rows.ReadTokensAsync, token => token.Hash, ct),
        await CountAsync(rows.ReadUsedStatesAsync, state => state.Id, ct));

    public override string ToString() => $"{Plural.Of(Users, "user")}, {Plural.Of(Tokens, "token")}, {Plural.Of(UsedStates, "used state")}";

    private static async Task<long> CountAsync<T>(ReadBatch<T> read, Func<T, string> key, CancellationToken ct)
    {
        var count = 0L;
        string? last = null;
        while (await read(last, BatchSize, ct) is { Count: > 0 } batch)
        {
            ct.ThrowIfCancellationRequested();
            count += batch.Count;
            last = key(batch[^1]);
        }

        return count;
    }
}

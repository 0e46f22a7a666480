using System.Collections.Concurrent;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>
/// Rows that were read and not written since. One look-up in LiteDB walks two skip lists and allocates 65 to 92 KiB; the
/// file's lock keeps other processes from writing, so a row stays true until this process writes it, and is forgotten then.
/// </summary>
internal sealed class RecentTokens
{
    // About 1 KiB each, the sealed grant included; LiteDB keeps the pages they come from in memory as well.
    private const int Most = 128 * 1024;

    private const long NoGeneration = -1;

    private readonly Lock changing = new();
    private readonly ConcurrentDictionary<string, TokenWithUser> tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, StoredUser> users = new(StringComparer.Ordinal);
    private readonly int most;
    private int tokenCount;
    private int userCount;
    private long generation;
    private int writes;

    public RecentTokens(int most = Most) => this.most = most;

    /// <summary>Taken before a read; every write raises it, and while one runs there is none.</summary>
    public long Generation
    {
        get
        {
            lock (changing)
            {
                return writes == 0 ? generation : NoGeneration;
            }
        }
    }

    /// <summary>Whether nothing was written since.</summary>
    public bool IsAt(long earlier) => earlier != NoGeneration && Generation == earlier;

    /// <summary>Called before a write: what is read from now on may be of before or after it, and is not kept.</summary>
    public void Begin()
    {
        lock (changing)
        {
            writes++;
        }
    }

    /// <summary>Called when a write is over, whatever came of it.</summary>
    public void End()
    {
        lock (changing)
        {
            writes--;
        }
    }

    /// <summary>A token counts only together with its owner's row: forgetting that row forgets all tokens that were kept with it.</summary>
    public TokenWithUser? Find(string hash) =>
        tokens.TryGetValue(hash, out var found) && users.TryGetValue(found.User.Email, out var owner) && ReferenceEquals(owner, found.User) ? found : null;

    /// <summary>Keeps what was read, unless something was written since <paramref name="generationAtRead"/>: the row may be of before that.</summary>
    public void Keep(TokenWithUser found, long generationAtRead)
    {
        lock (changing)
        {
            if (!IsAt(generationAtRead))
            {
                return;
            }

            if (tokenCount >= most || userCount >= most)
            {
                Empty();
            }

            // A user's tokens share one row, and its address.
            var owner = users.GetOrAdd(found.User.Email, found.User);
            if (ReferenceEquals(owner, found.User))
            {
                userCount++;
            }

            var kept = new TokenWithUser(found.Token with { UserEmail = owner.Email }, owner);
            if (tokens.TryAdd(kept.Token.Hash, kept))
            {
                tokenCount++;
            }
            else
            {
                tokens[kept.Token.Hash] = kept;
            }
        }
    }

    /// <summary>Called after a write and before it is acknowledged, with what it touched.</summary>
    public void Forget(IEnumerable<string> addresses, IEnumerable<string> hashes)
    {
        lock (changing)
        {
            generation++;
            foreach (var address in addresses)
            {
                userCount -= users.TryRemove(address, out _) ? 1 : 0;
            }

            foreach (var hash in hashes)
            {
                tokenCount -= tokens.TryRemove(hash, out _) ? 1 : 0;
            }
        }
    }

    public void ForgetAll()
    {
        lock (changing)
        {
            generation++;
            Empty();
        }
    }

    private void Empty()
    {
        tokens.Clear();
        users.Clear();
        tokenCount = 0;
        userCount = 0;
    }
}

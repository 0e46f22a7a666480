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

    private readonly ConcurrentDictionary<string, Row> tokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Owner> owners = new(StringComparer.Ordinal);
    private readonly Lock changing = new();
    private long generation;
    private int kept;

    /// <summary>Grows with every write; a row that was read before is not kept after.</summary>
    public long Generation => Interlocked.Read(ref generation);

    public TokenWithUser? Find(string hash) =>
        tokens.TryGetValue(hash, out var row) && row.Owner.IsCurrent ? new TokenWithUser(row.Token, row.Owner.User) : null;

    /// <param name="found">The rows.</param>
    /// <param name="readAt">The <see cref="Generation"/> before they were read.</param>
    public void Keep(TokenWithUser found, long readAt)
    {
        lock (changing)
        {
            if (generation != readAt)
            {
                return;
            }

            if (kept++ >= Most)
            {
                Drop();
            }

            // A user's tokens share one row, and its address.
            if (!owners.TryGetValue(found.User.Email, out var owner))
            {
                owners[found.User.Email] = owner = new Owner(found.User);
            }

            tokens[found.Token.Hash] = new Row(found.Token with { UserEmail = owner.User.Email }, owner);
        }
    }

    /// <summary>After a write to a token's row.</summary>
    public void ForgetToken(string hash)
    {
        lock (changing)
        {
            Interlocked.Increment(ref generation);
            tokens.TryRemove(hash, out _);
        }
    }

    /// <summary>After a write to a user's row; the user's tokens are read anew as well, for they may be another's now.</summary>
    public void ForgetUser(string email)
    {
        lock (changing)
        {
            Interlocked.Increment(ref generation);
            if (owners.Remove(email, out var owner))
            {
                owner.IsCurrent = false;
            }
        }
    }

    /// <summary>After a write that failed: what is on disk then is for the next read to tell.</summary>
    public void ForgetAll()
    {
        lock (changing)
        {
            Interlocked.Increment(ref generation);
            Drop();
        }
    }

    private void Drop()
    {
        tokens.Clear();
        owners.Clear();
        kept = 0;
    }

    private sealed class Owner(StoredUser user)
    {
        private volatile bool isCurrent = true;

        public StoredUser User => user;

        public bool IsCurrent
        {
            get => isCurrent;
            set => isCurrent = value;
        }
    }

    private readonly record struct Row(StoredToken Token, Owner Owner);
}

using System.Collections.Concurrent;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>
/// Rows read since the last write. One look-up in LiteDB walks two skip lists and allocates 65 to 92 KiB; the file's lock
/// keeps other processes from writing, so rows stay true until this process writes, and then all of them are dropped.
/// </summary>
internal sealed class RecentTokens
{
    // About 1 KiB each, the sealed grant included; LiteDB keeps the pages they come from in memory as well.
    private const int Most = 128 * 1024;

    private readonly ConcurrentDictionary<string, TokenWithUser> tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, StoredUser> users = new(StringComparer.Ordinal);
    private int count;

    public bool IsFull => Volatile.Read(ref count) >= Most;

    public TokenWithUser? Find(string hash) => tokens.GetValueOrDefault(hash);

    public void Keep(TokenWithUser found)
    {
        // A user's tokens share one row, and its address.
        var user = users.GetOrAdd(found.User.Email, found.User);
        if (tokens.TryAdd(found.Token.Hash, new TokenWithUser(found.Token with { UserEmail = user.Email }, user)))
        {
            Interlocked.Increment(ref count);
        }
    }

    public void Forget(string hash)
    {
        if (tokens.TryRemove(hash, out _))
        {
            Interlocked.Decrement(ref count);
        }
    }
}

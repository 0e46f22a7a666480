namespace Gcd.Infrastructure.Tokens;

/// <summary>
/// The mark on a store that is being copied. It is a lock like those of users, so that in a shared database it holds for
/// all instances, and ends by itself when the command dies.
/// </summary>
internal static class CopySourceMark
{
    // No subject of Google's has a slash.
    private const string Name = "copy/source";

    public static ValueTask<IAsyncDisposable> MarkAsync(IUserLocks locks, CancellationToken ct) => locks.AcquireAsync(Name, ct);

    public static async ValueTask<bool> IsMarkedAsync(IUserLocks locks, CancellationToken ct) => await locks.HeldAsync(Name, ct) is { Count: > 0 };
}

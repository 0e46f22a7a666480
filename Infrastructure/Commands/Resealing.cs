using System.Globalization;
using Gcd.Infrastructure.Crypto;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Commands;

/// <summary>
/// Seals under the main key what is sealed under another one, while the service goes on. Every row is written by
/// compare-and-set, so it can be stopped at any row and started again.
/// </summary>
internal sealed class Resealing(OpenedStore opened, TimeProvider time)
{
    private const int BatchSize = 500;
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(1);
    private readonly GrantSealer sealer = new(opened.Keys.Ring);
    private long seen;
    private long resealed;
    private long damaged;
    private long told;

    /// <returns>What was done.</returns>
    /// <exception cref="CommandException">Another key than the main one is still in use at the end.</exception>
    public async Task<string> RunAsync(ReportProgress report, CancellationToken ct)
    {
        told = time.GetTimestamp();
        string? last = null;
        while (await opened.Rows.ReadUsersAsync(last, BatchSize, ct) is { Count: > 0 } users)
        {
            foreach (var user in users)
            {
                ct.ThrowIfCancellationRequested();
                await ResealAsync(user, ct);
                seen++;
                if (time.GetElapsedTime(told) >= TellEvery)
                {
                    await ReportAsync(report);
                }
            }

            last = users[^1].Email;
            await ReportAsync(report);
        }

        await opened.Keys.ResealAsync(opened.Rows, ct);
        return Report(await opened.Rows.ReadKeyIdsAsync(ct));
    }

    private Task ReportAsync(ReportProgress report)
    {
        told = time.GetTimestamp();
        return report(string.Create(
            CultureInfo.InvariantCulture,
            $"{seen} of {Plural.Of(Math.Max(seen, opened.Store.Counts.Users), "user")}, {resealed} sealed under the main key, {damaged} damaged"));
    }

    private async Task ResealAsync(StoredUser read, CancellationToken ct)
    {
        if (sealer.IsUnderMainKey(read))
        {
            return;
        }

        // Whoever refreshes this grant holds the lock: a write between would make it lose the refresh token that Google just gave.
        await using var held = await opened.Locks.AcquireAsync(read.GoogleSub, ct);
        for (var user = read; user is not null && !sealer.IsUnderMainKey(user); user = await opened.Store.FindUserBySubAsync(user.GoogleSub, ct))
        {
            if (sealer.Reseal(user) is not { } changed)
            {
                damaged++;
                return;
            }

            if (await opened.Store.UpdateGrantAsync(changed, user.Version, ct))
            {
                resealed++;
                return;
            }
        }
    }

    private string Report(IReadOnlyList<KeyId> inUse)
    {
        var main = opened.Keys.Ring.MainId;
        var done = string.Create(
            CultureInfo.InvariantCulture,
            $"{Plural.Of(seen, "user")} seen: {resealed} sealed anew under the main key {main}, {damaged} damaged and left as they were.");
        var others = inUse.Where(id => id != main).ToList();
        return others.Count == 0
            ? $"{done} Only the main key is in use: GOOGLE_ENCRYPTION_KEYS_ACCEPTED can be emptied."
            : throw new CommandException(
                $"{done} Still in use besides the main key: {string.Join(", ", others)}. Keep these in GOOGLE_ENCRYPTION_KEYS_ACCEPTED. " +
                "Another instance may still seal under them: give all instances the same main key, then start the command again. Damaged ones are sealed anew when their people sign in.");
    }
}

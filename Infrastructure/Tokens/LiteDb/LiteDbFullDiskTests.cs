using Gcd.Tests.Fixtures;
using static Gcd.Infrastructure.Tokens.RowsForTests;

namespace Gcd.Infrastructure.Tokens.LiteDb;

public sealed class LiteDbFullDiskTests : IDisposable
{
    private readonly LiteDbFolderForTests copies = new();

    [SkippableFact]
    public async Task Wherever_the_disk_is_full_what_was_acknowledged_is_there_and_what_was_refused_is_not()
    {
        await using var disk = await SmallDisk.MountAsync();
        var path = Path.Combine(disk.Folder, "a.db");
        var store = LiteDbStoreOpener.Open(copies.Settings(path: path)).Store;
        var lasting = await SignInAsync(store, "0");
        // Steps of one page and a half, so that some pages are torn.
        for (var roomInKiB = 0; roomInKiB <= 120; roomInKiB += 12)
        {
            disk.Fill(butKiB: roomInKiB);
            using var stop = new CancellationTokenSource();
            var reader = Task.Run(() => ReadAsync(store, lasting.Hash, stop.Token));
            var (given, refused) = await SignInUntilRefusedAsync(store, roomInKiB);
            await stop.CancelAsync();
            await reader;

            await AssertSameAsync(store, given, refused);
            await using (var killed = LiteDbStoreOpener.Open(copies.Settings(path: Copy(path, roomInKiB))).Store)
            {
                await AssertSameAsync(killed, given, refused);
            }

            disk.MakeRoom();
            await Eventually.TrueAsync(async () => await TryAsync(async () => await store.UseStateAsync($"room {roomInKiB}", Now, default)));
            await AssertSameAsync(store, given, refused);
            await RemoveAsync(store, given);
        }

        await store.DisposeAsync();
        await using var again = LiteDbStoreOpener.Open(copies.Settings(path: path)).Store;
        Assert.NotNull(await again.FindTokenAsync(lasting.Hash, default));
        Assert.Equal(new StoreCounts(Users: 1, AccessTokens: 1), again.Counts);
    }

    [SkippableFact]
    public async Task A_database_that_could_not_be_made_for_lack_of_room_is_made_once_there_is_some()
    {
        await using var disk = await SmallDisk.MountAsync();
        var settings = copies.Settings(path: Path.Combine(disk.Folder, "a.db"));
        foreach (var roomInKiB in new[] { 0, 4, 8, 12, 16, 24, 40 })
        {
            disk.Fill(butKiB: roomInKiB);
            Assert.Throws<Settings.StartupException>(() => LiteDbStoreOpener.Open(settings));
            disk.MakeRoom();
        }

        await using var store = LiteDbStoreOpener.Open(settings).Store;
        await SignInAsync(store, "1");
    }

    public void Dispose() => copies.Dispose();

    private static async Task<(List<string> Given, string Refused)> SignInUntilRefusedAsync(ITokenStore store, int round)
    {
        var given = new List<string>();
        while (true)
        {
            var sub = $"{round}-{given.Count}";
            var token = Token($"{sub}@example.com");
            if (!await TryAsync(async () => await store.SaveSignInAsync(User(sub, token.UserEmail), null, token, default)))
            {
                return (given, token.Hash);
            }

            given.Add(token.Hash);
            if (given.Count % 3 == 0)
            {
                await TryAsync(async () => await store.TouchTokenAsync(token.Hash, Now, default));
            }
        }
    }

    private static async Task ReadAsync(ITokenStore store, string hash, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Assert.NotNull(await store.FindTokenAsync(hash, default));
            Assert.NotNull(await store.FindUserBySubAsync("0", default));
        }
    }

    private static async Task AssertSameAsync(ITokenStore store, List<string> given, string refused)
    {
        foreach (var hash in given)
        {
            Assert.NotNull(await store.FindTokenAsync(hash, default));
        }

        Assert.Null(await store.FindTokenAsync(refused, default));
        Assert.Equal(given.Count + 1, store.Counts.Tokens);
    }

    private static async Task RemoveAsync(ITokenStore store, List<string> given)
    {
        foreach (var hash in given)
        {
            Assert.True((await store.RemoveTokenAsync(hash, default)).Existed);
        }
    }

    private static async Task<StoredToken> SignInAsync(ITokenStore store, string sub)
    {
        var token = Token($"{sub}@example.com");
        Assert.True(await store.SaveSignInAsync(User(sub, token.UserEmail), null, token, default));
        return token;
    }

    private static async Task<bool> TryAsync(Func<Task> write)
    {
        try
        {
            await write();
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private string Copy(string path, int round)
    {
        var copy = Path.Combine(copies.Folder, $"{round}.db");
        File.Copy(path, copy);
        File.Copy(LiteDbFiles.LogPath(path), LiteDbFiles.LogPath(copy));
        return copy;
    }
}

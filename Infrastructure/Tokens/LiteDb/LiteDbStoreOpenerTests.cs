using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Gcd.Infrastructure.Crypto;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens.Embedded;
using Gcd.Tests.Fixtures;
using LiteDB;
using static Gcd.Infrastructure.Tokens.RowsForTests;

namespace Gcd.Infrastructure.Tokens.LiteDb;

public sealed class LiteDbStoreOpenerTests : IDisposable
{
    private const string Ada = "ada@example.com";
    private readonly LiteDbFolderForTests folder = new();

    [SkippableFact]
    public async Task Database_log_and_lock_are_private_to_their_owner()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no file modes.");
        var (store, _) = folder.Open();
        await store.SaveSignInAsync(User("1", Ada), null, Token(Ada), default);

        AssertPrivate(folder.Database, folder.Log, folder.Lock);

        await store.DisposeAsync();
        AssertPrivate(Directory.GetFiles(folder.Folder));
    }

    [SkippableFact]
    public async Task A_database_that_others_could_read_is_made_private()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no file modes.");
        await MakeDatabaseAsync();
        Chmod("644", folder.Database);

        await using var store = folder.Open().Store;

        AssertPrivate(folder.Database, folder.Log);
    }

    [Fact]
    public async Task No_token_and_no_key_can_be_read_in_the_files()
    {
        var (store, keys) = folder.Open();
        var accessTokens = AccessTokensTests.For(store, keys, folder.Settings());
        var (token, row) = accessTokens.Create("1", Ada);
        var grant = new Grant { AccessToken = "ya29.canary-access", RefreshToken = "1//canary-refresh", RefreshAt = Now };
        await store.SaveSignInAsync(User("1", Ada) with { TokenData = new GrantSealer(keys.Ring).Seal(grant, "1") }, null, row, default);
        Assert.NotNull(await accessTokens.FindAsync(token, TokenKind.Access, default));

        AssertNothingReadable(token);
        await store.DisposeAsync();
        AssertNothingReadable(token);
    }

    [Fact]
    public async Task Another_key_is_refused_by_its_id_and_changes_nothing()
    {
        var id = await MakeDatabaseAsync();
        var before = Fingerprint();

        var refused = Assert.Throws<StartupException>(() => folder.Open(key: "another passphrase"));

        Assert.Contains("GOOGLE_ENCRYPTION_KEY", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"its key id is {id}", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("another passphrase", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Fingerprint());
        await OpenAndFindAdaAsync();
    }

    [Fact]
    public async Task Another_key_changes_nothing_in_a_database_that_a_killed_process_left_behind_either()
    {
        using var left = await LeftByAKillAsync();
        Assert.NotEqual(0, new FileInfo(left.Log).Length);
        var before = Fingerprint(left);

        Assert.Throws<StartupException>(() => left.Open(key: LiteDbFolderForTests.NewKey()));

        Assert.Equal(before, Fingerprint(left));
    }

    [Fact]
    public async Task A_database_that_a_killed_process_left_behind_has_everything_that_was_acknowledged()
    {
        using var left = await LeftByAKillAsync();

        await using var store = left.Open(key: folder.Key).Store;

        Assert.Equal(new StoreCounts(Users: 1, AccessTokens: 1), store.Counts);
        Assert.NotNull(await store.FindUserBySubAsync("1", default));
        Assert.False(await store.UseStateAsync("state", Now, default));
    }

    [Fact]
    public async Task With_the_earlier_key_among_the_accepted_ones_the_database_opens_and_hashes_stay_the_same()
    {
        var (store, keys) = folder.Open();
        var hash = keys.Hasher.Hash("token");
        await store.DisposeAsync();

        var (rotated, newKeys) = folder.Open(key: "another passphrase", accepted: $"a third,{folder.Key}");
        await using var _ = rotated;

        Assert.Equal(hash, newKeys.Hasher.Hash("token"));
        Assert.NotEqual(keys.Ring.MainId, newKeys.Ring.MainId);
    }

    [Fact]
    public async Task A_passphrase_opens_the_database_again()
    {
        var (store, keys) = folder.Open(key: "correct horse");
        await store.DisposeAsync();

        var (again, sameKeys) = folder.Open(key: "correct horse");
        await again.DisposeAsync();

        Assert.Equal(keys.Ring.MainId, sameKeys.Ring.MainId);
        Assert.Throws<StartupException>(() => folder.Open(key: "correct house"));
    }

    [Fact]
    public async Task The_same_key_as_base64url_opens_the_database()
    {
        await MakeDatabaseAsync();

        await folder.Open(key: Base64Url.EncodeToString(Convert.FromBase64String(folder.Key))).Store.DisposeAsync();
    }

    [Fact]
    public async Task A_newer_schema_is_refused_unchanged()
    {
        await MakeDatabaseAsync();
        folder.Edit(db => db.GetCollection("gcd_meta").Update(new BsonDocument { ["_id"] = "schema_version", ["value"] = LiteDbSchema.Version + 1 }));

        AssertRefusedUnchanged($"written by a newer Gcd (schema {LiteDbSchema.Version + 1}, this one knows {LiteDbSchema.Version})");
    }

    [Fact]
    public async Task A_damaged_token_hash_key_is_refused_unchanged()
    {
        await MakeDatabaseAsync();
        folder.Edit(db =>
        {
            var row = db.GetCollection("gcd_meta").FindById("token_hash_key");
            var sealedKey = row["value"].AsBinary.ToArray();
            sealedKey[^1] ^= 1;
            row["value"] = sealedKey;
            db.GetCollection("gcd_meta").Update(row);
        });

        AssertRefusedUnchanged("the token-hash key in gcd_meta is damaged");
    }

    [Fact]
    public void A_database_of_the_earlier_service_is_refused_unchanged_and_names_the_way_out()
    {
        byte[] sqlite = [.. "SQLite format 3\0"u8, .. new byte[4080]];
        File.WriteAllBytes(folder.Database, sqlite);

        AssertRefusedUnchanged("TOKEN_STORE=sqlite");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(8192)]
    [InlineData(100_000)]
    public void Any_other_file_is_refused_unchanged(int size)
    {
        File.WriteAllBytes(folder.Database, RandomNumberGenerator.GetBytes(size));

        AssertRefusedUnchanged("is no database of Gcd");
    }

    [Fact]
    public void A_text_file_is_refused_unchanged()
    {
        File.WriteAllText(folder.Database, string.Concat(Enumerable.Repeat("a page of somebody's diary\n", 1000)));

        AssertRefusedUnchanged("is no database of Gcd");
    }

    [Fact]
    public async Task A_damaged_database_opens_or_is_refused_with_a_message_and_never_ends_in_another_way()
    {
        await MakeDatabaseAsync();
        var whole = await File.ReadAllBytesAsync(folder.Database);
        // The same damage at every run.
        var random = new Random(20260506);
        for (var round = 0; round < 60; round++)
        {
            var damaged = round % 3 == 0 ? whole[..random.Next(64, whole.Length)] : whole.ToArray();
            for (var i = 0; round % 3 != 0 && i < 40; i++)
            {
                // Past the mark, which tells a LiteDB file from rubbish.
                damaged[random.Next(64, round % 3 == 1 ? 8192 : damaged.Length)] = (byte)random.Next(256);
            }

            File.Delete(folder.Log);
            await File.WriteAllBytesAsync(folder.Database, damaged);
            try
            {
                await folder.Open().Store.DisposeAsync();
            }
            catch (StartupException refused)
            {
                Assert.Contains("GOOGLE_DATABASE", refused.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task An_empty_file_becomes_a_database()
    {
        await File.WriteAllBytesAsync(folder.Database, []);

        await folder.Open().Store.DisposeAsync();

        Assert.Equal(DatabaseFileKind.LiteDb, DatabaseFile.Recognise(folder.Database));
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        var path = Path.Combine(folder.Folder, "nowhere", "a.db");

        var refused = Assert.Throws<StartupException>(() => LiteDbStoreOpener.Open(folder.Settings(path: path)));

        Assert.Contains($"the folder '{Path.GetDirectoryName(path)}' does not exist", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Folder));
    }

    [Fact]
    public void A_folder_in_place_of_the_file_is_named()
    {
        var refused = Assert.Throws<StartupException>(() => LiteDbStoreOpener.Open(folder.Settings(path: folder.Folder)));

        Assert.Contains($"'{folder.Folder}' is a folder", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Folder + ".lock"));
    }

    [SkippableFact]
    public void A_folder_in_which_nothing_can_be_made_is_refused_with_a_message()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Needs /proc.");
        // Modes do not stop root, but in /proc nobody makes a file.
        var refused = Assert.Throws<StartupException>(() => LiteDbStoreOpener.Open(folder.Settings(path: "/proc/a.db")));

        Assert.Contains("'/proc/a.db' cannot be used", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_one_is_refused_and_the_first_goes_on()
    {
        await using var first = folder.Open().Store;

        var refused = Assert.Throws<StartupException>(() => folder.Open());

        Assert.Contains($"'{folder.Database}' is in use by another Gcd", refused.Message, StringComparison.Ordinal);
        Assert.True(await first.SaveSignInAsync(User("1", Ada), null, Token(Ada), default));
    }

    [Fact]
    public async Task A_refused_start_leaves_the_database_free()
    {
        await MakeDatabaseAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.Throws<StartupException>(() => folder.Open(key: LiteDbFolderForTests.NewKey()));
        }

        await OpenAndFindAdaAsync();
    }

    [Fact]
    public async Task A_purge_walks_all_batches()
    {
        var filled = LiteDbStoreOpener.Open(folder.Settings());
        await filled.Rows.AddAsync(new StoredRows { Users = [User("1", Ada)], Tokens = [.. Enumerable.Range(0, 1203).Select(i => Token(Ada, expires: i % 60 == 0 ? Now : Now.AddDays(1)))] }, default);
        await filled.DisposeAsync();
        await using var store = folder.Open().Store;

        Assert.Empty(await store.PurgeAsync(Now, null, HashRange.All, default).ToListAsync());

        Assert.Equal(new StoreCounts(Users: 1, AccessTokens: 1203 - 21), store.Counts);
    }

    public void Dispose() => folder.Dispose();

    /// <summary>A database with one person and one token, closed.</summary>
    /// <returns>The id of its key.</returns>
    private async Task<KeyId> MakeDatabaseAsync()
    {
        var (store, keys) = folder.Open();
        await store.SaveSignInAsync(User("1", Ada), null, Token(Ada), default);
        await store.DisposeAsync();
        return keys.Ring.MainId;
    }

    /// <summary>The files as they lay on the disk while the store was open, with something in the log that no checkpoint has moved.</summary>
    private async Task<LiteDbFolderForTests> LeftByAKillAsync()
    {
        var left = new LiteDbFolderForTests();
        await using var store = folder.Open().Store;
        var token = Token(Ada);
        await store.SaveSignInAsync(User("1", Ada), null, token, default);
        await store.UseStateAsync("state", Now, default);
        await store.TouchTokenAsync(token.Hash, Now, default);
        // LiteDB writes its log a little after the commit, in a thread of its own.
        long seen = 0;
        await Eventually.TrueAsync(() =>
        {
            var before = seen;
            seen = new FileInfo(folder.Log).Length;
            return Task.FromResult(seen > 0 && seen == before);
        });
        Copy(folder.Database, left.Database);
        Copy(folder.Log, left.Log);
        return left;
    }

    private async Task OpenAndFindAdaAsync()
    {
        await using var store = folder.Open().Store;
        Assert.NotNull(await store.FindUserBySubAsync("1", default));
    }

    private void AssertRefusedUnchanged(string words)
    {
        var before = Fingerprint();

        var refused = Assert.Throws<StartupException>(() => folder.Open());

        Assert.StartsWith("GOOGLE_DATABASE: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Fingerprint());
    }

    private void AssertNothingReadable(string token)
    {
        string[] secrets = [token, token[4..20], "canary-access", "canary-refresh", folder.Key];
        foreach (var file in new[] { folder.Database, folder.Log }.Where(File.Exists))
        {
            var bytes = ReadShared(file);
            foreach (var secret in secrets)
            {
                Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)));
                Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(secret)));
            }

            Assert.Equal(-1, bytes.AsSpan().IndexOf(Convert.FromBase64String(folder.Key)));
        }

        // That this way of looking finds what is there.
        Assert.NotEqual(-1, ReadShared(folder.Database).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Ada)));
    }

    private string Fingerprint(LiteDbFolderForTests? of = null) =>
        string.Join(' ', new[] { (of ?? folder).Database, (of ?? folder).Log }.Select(file => File.Exists(file) ? Convert.ToHexString(SHA256.HashData(ReadShared(file))) : "none"));

    private static void Copy(string from, string to) => File.WriteAllBytes(to, ReadShared(from));

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static void AssertPrivate(params string[] files)
    {
        foreach (var file in files)
        {
            Assert.Equal("600 " + file, $"{(OperatingSystem.IsWindows() ? 0 : Convert.ToString((int)File.GetUnixFileMode(file), 8))} {file}");
        }
    }

    private static void Chmod(string mode, string path)
    {
        using var chmod = Process.Start("chmod", [mode, path]);
        chmod.WaitForExit();
    }
}

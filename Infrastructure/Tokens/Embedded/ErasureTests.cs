using System.Text;
using static Gcd.Infrastructure.Tokens.RowsForTests;

namespace Gcd.Infrastructure.Tokens.Embedded;

/// <summary>The privacy policy's word that everything about a person is deleted with the last token, held against the bytes on the disk.</summary>
public sealed class ErasureTests
{
    private const string Ada = "ada.lovelace@example.com";
    private const string Grace = "grace.hopper@example.com";

    [Theory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    public async Task Of_a_person_whose_last_token_was_revoked_no_byte_is_left_in_the_files(string kind)
    {
        using var folder = new StoreFolderForTests(kind);
        await using (var opened = ((IStoreForTests)folder).Open())
        {
            await SignInAsync(opened.Store, "1", Ada);
            await SignInAsync(opened.Store, "2", Grace);
            var token = await SignInAsync(opened.Store, "3", "last@example.com");
            await opened.Store.RemoveTokenAsync(token, default);
            await opened.Store.RemoveTokenAsync(await SignInAsync(opened.Store, "4", "another@example.com"), default);
        }

        Assert.True(IsInFiles(folder, Grace), "an address that is stored is not found in this way");
        Assert.False(IsInFiles(folder, "last@example.com"));
        Assert.False(IsInFiles(folder, "another@example.com"));
    }

    [Theory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    public async Task It_is_gone_at_once_from_the_log_as_well(string kind)
    {
        using var folder = new StoreFolderForTests(kind);
        await using var opened = ((IStoreForTests)folder).Open();
        await SignInAsync(opened.Store, "1", Grace);
        var token = await SignInAsync(opened.Store, "2", Ada);
        Assert.True(IsInFiles(folder, Ada));

        await opened.Store.RemoveTokenAsync(token, default);

        Assert.False(IsInFiles(folder, Ada));
        Assert.True(IsInFiles(folder, Grace));
    }

    private static async Task<string> SignInAsync(ITokenStore store, string sub, string email)
    {
        var token = Token(email);
        Assert.True(await store.SaveSignInAsync(User(sub, email), null, token, default));
        return token.Hash;
    }

    private static bool IsInFiles(StoreFolderForTests folder, string email) =>
        Directory.EnumerateFiles(folder.Folder).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Any(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(email)) >= 0;
        });
}

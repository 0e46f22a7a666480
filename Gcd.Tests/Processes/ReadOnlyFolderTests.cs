using System.Globalization;
using System.Net;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Processes;

public sealed class ReadOnlyFolderTests
{
    private const int ExConfig = 78;

    [SkippableTheory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    public async Task In_a_read_only_folder_tokens_work_sign_ins_are_refused_and_with_the_right_to_write_they_work_again(string store)
    {
        using var nobody = await Nobody.CreateAsync();
        await using var gcd = await GcdUnderTest.CreateAsync();
        var folder = await PrepareAsync(gcd, nobody, store);
        var process = await gcd.StartAsync();
        var token = await gcd.SignInAsync();
        await process.StopAsync();

        await Nobody.ChmodAsync(folder, "0555", "0444");
        await gcd.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await gcd.MeAsync(token));
        using (var refused = await gcd.TrySignInAsync())
        {
            var problem = await refused.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "The token store is not available");
            Assert.Contains("is read-only right now", (string)problem["detail"]!, StringComparison.Ordinal);
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        await Eventually.TrueAsync(() => Task.FromResult(gcd.Output.Contains("google_contacts.db' cannot be", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.OK, await gcd.MeAsync(token));

        gcd.Settings["PORT"] = World.FreePort().ToString(CultureInfo.InvariantCulture);
        Assert.Equal(ExConfig, await gcd.RunAsync());
        Assert.Contains("is in use by another Gcd", gcd.Output, StringComparison.Ordinal);

        await Nobody.ChmodAsync(folder, "0755", "0600");
        await Eventually.TrueAsync(async () =>
        {
            using var reply = await gcd.TrySignInAsync();
            return reply.StatusCode == HttpStatusCode.OK;
        });
        Assert.Equal(HttpStatusCode.OK, await gcd.MeAsync(token));
    }

    [SkippableTheory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    public async Task A_read_only_folder_without_a_database_is_refused_at_the_start(string store)
    {
        using var nobody = await Nobody.CreateAsync();
        await using var gcd = await GcdUnderTest.CreateAsync();
        var folder = await PrepareAsync(gcd, nobody, store);
        await File.WriteAllTextAsync(Path.Combine(folder, "other"), string.Empty);
        await Nobody.ChmodAsync(folder, "0555", "0444");

        Assert.Equal(ExConfig, await gcd.RunAsync());

        Assert.Contains($"GOOGLE_DATABASE: '{gcd.DatabasePath}' cannot be used", gcd.Output, StringComparison.Ordinal);
    }

    /// <returns>The database's folder, which belongs to nobody.</returns>
    private static async Task<string> PrepareAsync(GcdUnderTest gcd, Nobody nobody, string store)
    {
        var folder = Directory.CreateDirectory(Path.Combine(gcd.Folder, "data")).FullName;
        gcd.Settings["TOKEN_STORE"] = store;
        gcd.Settings["GOOGLE_DATABASE"] = Path.Combine(folder, "google_contacts.db");
        gcd.Command = nobody.Command;
        await Nobody.OwnAsync(gcd.Folder);
        return folder;
    }
}

using System.Net;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Processes;

public sealed class FullDiskTests
{
    // How much room is left decides where the disk is full: before the log, in it, or when the database grows.
    [SkippableTheory]
    [InlineData("litedb", 0)]
    [InlineData("litedb", 60)]
    [InlineData("litedb", 100)]
    [InlineData("sqlite", 0)]
    [InlineData("sqlite", 60)]
    [InlineData("sqlite", 100)]
    public async Task On_a_full_disk_nothing_is_lost_every_token_works_and_downloads_and_with_room_people_sign_in_again(string store, int roomInKiB)
    {
        await using var disk = await SmallDisk.MountAsync();
        await using var gcd = await GcdUnderTest.CreateAsync();
        gcd.Settings["TOKEN_STORE"] = store;
        gcd.Settings["GOOGLE_DATABASE"] = Path.Combine(disk.Folder, "google_contacts.db");
        var process = await gcd.StartAsync();
        var tokens = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            tokens.Add(await gcd.SignInAsync());
        }

        disk.Fill(butKiB: roomInKiB);
        await SignInUntilRefusedAsync(gcd, disk, tokens);
        // What the refused sign-in left free goes too.
        disk.Fill(butKiB: 0);
        await SignInUntilRefusedAsync(gcd, disk, tokens);
        await Eventually.TrueAsync(() => Task.FromResult(gcd.Output.Contains("google_contacts.db' cannot be", StringComparison.Ordinal)));
        await AssertAllWorkAsync(gcd, tokens);
        gcd.RejectAccessTokens();
        Assert.Equal(HttpStatusCode.OK, await gcd.StatusAsync("/download", tokens[0]));

        process.Kill();
        await GcdUnderTest.EndAsync(process);
        process = await gcd.StartAsync();
        await AssertAllWorkAsync(gcd, tokens);
        await SignInUntilRefusedAsync(gcd, disk, tokens);
        await AssertAllWorkAsync(gcd, tokens);

        // Ready, for what only reads goes on; the alert GcdStoreFailing looks at the other.
        var metrics = await gcd.Http.GetStringAsync("/metrics");
        Assert.Contains("\ngcd_ready 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("\ngcd_store_failures_total 1\n", metrics, StringComparison.Ordinal);

        disk.MakeRoom();
        await Eventually.TrueAsync(async () =>
        {
            using var reply = await gcd.TrySignInAsync();
            if (reply.StatusCode == HttpStatusCode.OK)
            {
                tokens.Add(await GcdUnderTest.TokenOfAsync(reply));
            }

            return reply.StatusCode == HttpStatusCode.OK;
        });
        await process.StopAsync();
        await gcd.StartAsync();
        await AssertAllWorkAsync(gcd, tokens);
        await gcd.SignInAsync();
    }

    private static async Task SignInUntilRefusedAsync(GcdUnderTest gcd, SmallDisk disk, List<string> tokens)
    {
        while (true)
        {
            using var reply = await gcd.TrySignInAsync();
            if (reply.StatusCode != HttpStatusCode.OK)
            {
                var problem = await reply.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "The token store is not available");
                Assert.Contains("The disk of the database is full", (string)problem["detail"]!, StringComparison.Ordinal);
                Assert.NotNull(reply.Headers.RetryAfter);
                Assert.DoesNotContain(disk.Folder, await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
                return;
            }

            tokens.Add(await GcdUnderTest.TokenOfAsync(reply));
        }
    }

    private static async Task AssertAllWorkAsync(GcdUnderTest gcd, List<string> tokens)
    {
        foreach (var token in tokens)
        {
            Assert.Equal(HttpStatusCode.OK, await gcd.MeAsync(token));
        }
    }
}

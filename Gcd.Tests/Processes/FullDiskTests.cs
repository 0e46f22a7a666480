using System.Net;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Processes;

public sealed class FullDiskTests
{
    [SkippableTheory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    public async Task On_a_full_disk_tokens_work_and_sign_ins_are_503_until_there_is_room(string store)
    {
        await using var disk = await SmallDisk.MountAsync();
        await using var gcd = await GcdUnderTest.CreateAsync();
        gcd.Settings["TOKEN_STORE"] = store;
        gcd.Settings["GOOGLE_DATABASE"] = disk.Database;
        var process = await gcd.StartAsync();
        var tokens = new List<string> { await gcd.SignInAsync(), await gcd.SignInAsync() };
        for (var times = 0; times < 2; times++)
        {
            disk.Fill();

            using var refused = await SignInUntilRefusedAsync(gcd, tokens);

            var problem = await refused.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "The token store is not available");
            Assert.Contains("disk of the database is full", (string)problem["detail"]!, StringComparison.Ordinal);
            Assert.NotNull(refused.Headers.RetryAfter);
            Assert.DoesNotContain(disk.Database, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Contains($"'{disk.Database}' cannot be", gcd.Output, StringComparison.Ordinal);
            await AssertWorkAsync(gcd, tokens);

            disk.MakeRoom();

            await Eventually.TrueAsync(async () => await TrySignInAsync(gcd, tokens));
            await AssertWorkAsync(gcd, tokens);
        }

        process.Kill();
        await GcdUnderTest.EndAsync(process);
        await gcd.StartAsync();
        await AssertWorkAsync(gcd, tokens);
    }

    private static async Task<HttpResponseMessage> SignInUntilRefusedAsync(GcdUnderTest gcd, List<string> tokens)
    {
        // What is free within the files is used first.
        for (var tries = 0; tries < 300; tries++)
        {
            var reply = await gcd.TrySignInAsync();
            if (reply.StatusCode != HttpStatusCode.OK)
            {
                return reply;
            }

            tokens.Add((string)(await reply.ReadJsonAsync())["access_token"]!);
            reply.Dispose();
        }

        throw new InvalidOperationException("The disk never filled up.");
    }

    private static async Task<bool> TrySignInAsync(GcdUnderTest gcd, List<string> tokens)
    {
        using var reply = await gcd.TrySignInAsync();
        if (reply.StatusCode == HttpStatusCode.OK)
        {
            tokens.Add((string)(await reply.ReadJsonAsync())["access_token"]!);
        }

        return reply.StatusCode == HttpStatusCode.OK;
    }

    private static async Task AssertWorkAsync(GcdUnderTest gcd, List<string> tokens)
    {
        foreach (var token in tokens)
        {
            Assert.Equal(HttpStatusCode.OK, await gcd.MeAsync(token));
        }
    }
}

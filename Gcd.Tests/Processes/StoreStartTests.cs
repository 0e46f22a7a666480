using System.Net;
using System.Security.Cryptography;
using Gcd.Infrastructure.Tokens.Sqlite;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Processes;

/// <summary>Each store by its settings alone, as an operator starts it.</summary>
public sealed class StoreStartTests
{
    private const int ExConfig = 78;
    private const int ExTempFail = 75;

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Chosen_by_its_setting_it_signs_in_downloads_and_knows_its_tokens_after_a_kill(string store)
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        gcd.Settings["TOKEN_STORE"] = store;
        gcd.Settings["POSTGRES_CONNECTION"] = store == "postgres" ? await (await PostgresServer.SharedAsync()).NewDatabaseAsync() : null;
        var process = await gcd.StartAsync();
        var token = await gcd.SignInAsync();

        process.Kill();
        await GcdUnderTest.EndAsync(process);
        await gcd.StartAsync();

        Assert.Equal(HttpStatusCode.OK, await gcd.StatusAsync("/me", token));
        Assert.Equal(HttpStatusCode.OK, await gcd.StatusAsync("/download", token));
        Assert.Equal(store == "sqlite", File.Exists(gcd.DatabasePath));
    }

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Another_key_ends_the_start_with_78_and_the_key_id(string store)
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        gcd.Settings["TOKEN_STORE"] = store;
        gcd.Settings["POSTGRES_CONNECTION"] = store == "postgres" ? await (await PostgresServer.SharedAsync()).NewDatabaseAsync() : null;
        var process = await gcd.StartAsync();
        await process.StopAsync();
        gcd.Settings["GOOGLE_ENCRYPTION_KEY"] = "canary of another key";

        Assert.Equal(ExConfig, await gcd.RunAsync());

        Assert.Matches("its key id is [0-9a-f]{8}", gcd.Output);
        Assert.DoesNotContain("canary", gcd.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_earlier_services_database_is_left_alone_without_TOKEN_STORE_and_goes_on_with_sqlite()
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        EarlierServiceForTests.Make(gcd.DatabasePath);
        var before = SHA256.HashData(await File.ReadAllBytesAsync(gcd.DatabasePath));

        Assert.Equal(ExConfig, await gcd.RunAsync());

        Assert.Contains("TOKEN_STORE=sqlite", gcd.Output, StringComparison.Ordinal);
        Assert.Equal(before, SHA256.HashData(await File.ReadAllBytesAsync(gcd.DatabasePath)));

        gcd.Settings["TOKEN_STORE"] = "sqlite";
        await gcd.StartAsync();

        await Eventually.TrueAsync(() => Task.FromResult(gcd.Output.Contains("3 users of the earlier service, and keeps them", StringComparison.Ordinal)));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/me") { Headers = { Authorization = new("Bearer", "gAAAAABlYWRhLTE=") } };
        using var refused = await gcd.Http.SendAsync(request);
        var problem = await refused.AssertProblemAsync(HttpStatusCode.Unauthorized, "Authentication required");
        Assert.Contains("Sign in again", (string)problem["solution"]!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await gcd.StatusAsync("/download", await gcd.SignInAsync()));
        using var health = await gcd.Http.GetAsync("/health");
        Assert.Equal(4, (int)(await health.ReadJsonAsync())["authenticated_users"]!);
    }

    [SkippableFact]
    public async Task A_PostgreSQL_that_refuses_us_ends_the_start_with_78_and_shows_no_password()
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        gcd.Settings["TOKEN_STORE"] = "postgres";
        gcd.Settings["POSTGRES_CONNECTION"] = await (await PostgresServer.SharedAsync()).NewDatabaseAsync() + "0;Password=canary-48151";

        Assert.Equal(ExConfig, await gcd.RunAsync());

        Assert.Contains("POSTGRES_CONNECTION: PostgreSQL at", gcd.Output, StringComparison.Ordinal);
        Assert.Contains("does not exist", gcd.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", gcd.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", gcd.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_PostgreSQL_that_is_not_up_yet_is_waited_for_and_one_that_never_comes_ends_the_start_with_75()
    {
        await using var server = await PostgresServer.StartAsync(isDurable: false);
        await using var gcd = await GcdUnderTest.CreateAsync();
        gcd.Settings["TOKEN_STORE"] = "postgres";
        gcd.Settings["POSTGRES_CONNECTION"] = await server.NewDatabaseAsync();
        // Hidden, not stopped: starting one takes longer on a busy machine than Gcd waits for it.
        server.Hide();

        Assert.Equal(ExTempFail, await gcd.RunAsync());
        Assert.Contains("did not answer for 20 seconds", gcd.Output, StringComparison.Ordinal);

        gcd.Lines.Clear();
        var starting = gcd.StartAsync();
        await Eventually.TrueAsync(() => Task.FromResult(gcd.Output.Contains("does not answer yet", StringComparison.Ordinal)));
        server.Show();
        await starting;
        Assert.Equal(HttpStatusCode.OK, await gcd.StatusAsync("/me", await gcd.SignInAsync()));
    }
}

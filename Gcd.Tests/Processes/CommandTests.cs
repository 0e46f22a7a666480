using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Gcd.Infrastructure.Commands;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Gcd.Sandbox.Host;
using Gcd.Tests.Fixtures;
using Microsoft.Extensions.Configuration;

namespace Gcd.Tests.Processes;

/// <summary>The operator's commands as processes, beside the running service and without it.</summary>
public sealed class CommandTests
{
    // Whoever uses it does so all the time; that a core is busy with it proves nothing more, and other tests run beside it.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    [Theory]
    [InlineData("litedb", 1000)]
    [InlineData("sqlite", 4000)]
    public async Task Reseal_works_beside_the_running_service_can_be_stopped_and_afterwards_the_new_key_alone_is_enough(string store, int users)
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        gcd.Settings["TOKEN_STORE"] = store;
        var tokens = await FilledStoreForTests.FillAsync(SettingsOf(gcd), users);
        gcd.Settings["GOOGLE_ENCRYPTION_KEYS_ACCEPTED"] = gcd.Settings["GOOGLE_ENCRYPTION_KEY"];
        gcd.Settings["GOOGLE_ENCRYPTION_KEY"] = IStoreForTests.NewKey();
        var service = await gcd.StartAsync();
        using var end = new CancellationTokenSource();
        var load = Enumerable.Range(0, 2).Select(_ => UseAsync(gcd, tokens[..50], end.Token)).ToList();

        CommandUnderTest stopped;
        var isStopped = false;
        try
        {
            stopped = CommandUnderTest.Start(gcd.Settings, gcd.Folder, StopBoth, "reseal");
            await stopped.WaitAsync();
        }
        finally
        {
            service.Signal(UnixSignal.Continue);
        }

        Assert.Equal(130, stopped.ExitCode);
        await Eventually.TrueAsync(() => Task.FromResult(gcd.Output.Contains("ended with exit code 130", StringComparison.Ordinal)));
        Assert.Contains("can be started again", stopped.Errors, StringComparison.Ordinal);

        var finished = await gcd.RunCommandAsync("reseal");
        Assert.True(finished.ExitCode == 0, finished.Errors);
        Assert.Contains($"{users} users seen", finished.Output, StringComparison.Ordinal);
        Assert.DoesNotContain($"{users} sealed anew", finished.Output, StringComparison.Ordinal);
        Assert.Contains("GOOGLE_ENCRYPTION_KEYS_ACCEPTED can be emptied", finished.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(gcd.Settings["GOOGLE_ENCRYPTION_KEY"]!, finished.Output, StringComparison.Ordinal);

        await end.CancelAsync();
        Assert.All(await Task.WhenAll(load), answered => Assert.NotEqual(0, answered));
        await service.StopAsync();
        Assert.Equal(0, service.ExitCode);
        gcd.Settings["GOOGLE_ENCRYPTION_KEYS_ACCEPTED"] = null;
        await FilledStoreForTests.AssertWorkAsync(SettingsOf(gcd), tokens);
        await gcd.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await gcd.MeAsync(tokens[0]));

        // The service stands still first, or it could be done before the command has got its signal.
        void StopBoth(CommandUnderTest command, string line)
        {
            if (!isStopped && line.Contains($"of {users} users", StringComparison.Ordinal))
            {
                isStopped = true;
                service.Signal(UnixSignal.Stop);
                command.Stop();
            }
        }
    }

    [Fact]
    public async Task Without_a_service_reseal_opens_the_store_itself()
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        var tokens = await FilledStoreForTests.FillAsync(SettingsOf(gcd));
        gcd.Settings["GOOGLE_ENCRYPTION_KEYS_ACCEPTED"] = gcd.Settings["GOOGLE_ENCRYPTION_KEY"];
        gcd.Settings["GOOGLE_ENCRYPTION_KEY"] = IStoreForTests.NewKey();

        Assert.Equal(0, (await gcd.RunCommandAsync("reseal")).ExitCode);

        gcd.Settings["GOOGLE_ENCRYPTION_KEYS_ACCEPTED"] = null;
        await FilledStoreForTests.AssertWorkAsync(SettingsOf(gcd), tokens);
    }

    [Theory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    public async Task A_backup_made_while_people_sign_in_has_every_token_that_was_given_before(string store)
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        gcd.Settings["TOKEN_STORE"] = store;
        var service = await gcd.StartAsync();
        using var end = new CancellationTokenSource();
        var given = new ConcurrentQueue<string>();
        var load = Enumerable.Range(0, 3).Select(_ => SignInAsync(gcd, given, end.Token)).ToList();
        await Eventually.TrueAsync(async () =>
        {
            // One that has ended has failed, and says how.
            await (load.Find(one => one.IsCompleted) ?? Task.CompletedTask);
            return given.Count >= 20;
        });
        var before = given.ToArray();
        var made = await gcd.RunCommandAsync("backup", "backup.db");
        Assert.True(made.ExitCode == 0, made.Errors);
        Assert.Equal(1, (await gcd.RunCommandAsync("backup", "backup.db")).ExitCode);
        var busy = await gcd.RunCommandAsync("restore", "backup.db");
        Assert.Equal(75, busy.ExitCode);
        Assert.Contains("Stop the service", busy.Errors, StringComparison.Ordinal);
        await end.CancelAsync();
        await Task.WhenAll(load);
        Assert.True(given.Count > before.Length);
        await service.StopAsync();

        gcd.Settings["GOOGLE_DATABASE"] = Path.Combine(gcd.Folder, "elsewhere.db");
        var restored = await gcd.RunCommandAsync("restore", "backup.db");
        Assert.True(restored.ExitCode == 0, restored.Errors);
        await gcd.StartAsync();
        foreach (var token in before)
        {
            Assert.Equal(HttpStatusCode.OK, await gcd.MeAsync(token));
        }
    }

    [Fact]
    public async Task A_wrong_key_refuses_the_restore_by_78_and_changes_nothing()
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        var tokens = await FilledStoreForTests.FillAsync(SettingsOf(gcd));
        Assert.Equal(0, (await gcd.RunCommandAsync("backup", "backup.db")).ExitCode);
        var before = FilledStoreForTests.Fingerprint(gcd.Folder);
        var settings = SettingsOf(gcd);
        gcd.Settings["GOOGLE_ENCRYPTION_KEY"] = "another passphrase";

        var refused = await gcd.RunCommandAsync("restore", "backup.db");

        Assert.Equal(78, refused.ExitCode);
        Assert.Contains("sealed under another key", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("another passphrase", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(before, FilledStoreForTests.Fingerprint(gcd.Folder));
        await FilledStoreForTests.AssertWorkAsync(settings, tokens);
    }

    [Fact]
    public async Task After_a_copy_the_service_goes_on_with_the_other_store_and_every_token()
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        var service = await gcd.StartAsync();
        string[] tokens = [await gcd.SignInAsync(), await gcd.SignInAsync()];
        var busy = await gcd.RunCommandAsync("copy", "--to", "sqlite", "--file", "copy.db");
        Assert.Equal(75, busy.ExitCode);
        await service.StopAsync();

        var copied = await gcd.RunCommandAsync("copy", "--to", "sqlite", "--file", "copy.db");
        Assert.True(copied.ExitCode == 0, copied.Errors);
        Assert.Contains("TOKEN_STORE=sqlite", copied.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await gcd.RunCommandAsync("copy", "--to", "sqlite", "--file", "copy.db")).ExitCode);

        gcd.Settings["TOKEN_STORE"] = "sqlite";
        gcd.Settings["GOOGLE_DATABASE"] = Path.Combine(gcd.Folder, "copy.db");
        await gcd.StartAsync();
        foreach (var token in tokens)
        {
            Assert.Equal(HttpStatusCode.OK, await gcd.MeAsync(token));
        }
    }

    [Theory]
    [InlineData("help")]
    [InlineData("--help")]
    public async Task Help_prints_the_usage_and_starts_no_service(string word)
    {
        await using var gcd = await GcdUnderTest.CreateAsync();

        var help = await gcd.RunCommandAsync(word);

        Assert.Equal(0, help.ExitCode);
        Assert.Contains("Usage: dotnet Gcd.dll", help.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(gcd.DatabasePath));
    }

    [Fact]
    public async Task A_word_that_is_no_command_is_answered_by_the_usage_and_64()
    {
        await using var gcd = await GcdUnderTest.CreateAsync();

        var refused = await gcd.RunCommandAsync("nonsense");

        Assert.Equal(64, refused.ExitCode);
        Assert.Contains("Usage: dotnet Gcd.dll", refused.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(gcd.DatabasePath));
    }

    [Fact]
    public async Task Bad_settings_are_named_to_a_command_too()
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        gcd.Settings["PORT"] = "99999";

        var refused = await gcd.RunCommandAsync("reseal");

        Assert.Equal(78, refused.ExitCode);
        Assert.Contains("PORT: '99999'", refused.Errors, StringComparison.Ordinal);
    }

    private static GcdSettings SettingsOf(GcdUnderTest gcd) =>
        SettingsSetup.Read(new ConfigurationBuilder().AddInMemoryCollection(gcd.Settings).Build(), isDevelopment: false);

    private static async Task<int> UseAsync(GcdUnderTest gcd, List<string> tokens, CancellationToken ct)
    {
        var answered = 0;
        while (!ct.IsCancellationRequested)
        {
            Assert.Equal(HttpStatusCode.OK, await gcd.MeAsync(tokens[RandomNumberGenerator.GetInt32(tokens.Count)]));
            answered++;
            await Task.Delay(Pause, CancellationToken.None);
        }

        return answered;
    }

    private static async Task SignInAsync(GcdUnderTest gcd, ConcurrentQueue<string> given, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            given.Enqueue(await gcd.SignInAsync());
            await Task.Delay(Pause, CancellationToken.None);
        }
    }
}

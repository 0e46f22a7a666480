using Gcd.Infrastructure.EarlierService;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Microsoft.Extensions.Logging.Abstractions;
using static Gcd.Infrastructure.Commands.FilledStoreForTests;

namespace Gcd.Infrastructure.Commands;

/// <summary>The command takeover into every store; a store's own test class says how to open it.</summary>
public abstract class TakeoverContractTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gcd-test-");
    private readonly List<string> lines = [];

    private protected IStoreForTests Place { get; private set; } = null!;

    private string Folder => folder.FullName;

    public async Task InitializeAsync() => Place = await MakeAsync();

    public async Task DisposeAsync()
    {
        await Place.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private protected abstract Task<IStoreForTests> MakeAsync();

    [SkippableTheory]
    [InlineData("google_contacts.db")]
    [InlineData("google_contacts-wal.db")]
    [InlineData("downloader.db")]
    public async Task Every_token_and_every_grant_is_there_afterwards_and_the_source_is_as_it_was(string name)
    {
        var source = EarlierFixturesForTests.Lay(name, Folder);
        var before = Fingerprint(Folder);
        var people = EarlierFixturesForTests.Expected()[name].People.Where(person => person.AccessTokens.Count + person.ExportTokens.Count > 0).ToList();

        var report = await RunAsync(source);

        Assert.Contains($"{people.Count} people with {people.Sum(person => person.AccessTokens.Count)} tokens and {people.Sum(person => person.ExportTokens.Count)} link", report, StringComparison.Ordinal);
        Assert.Equal(before, Fingerprint(Folder).Where(file => before.Any(known => file.StartsWith(known.Split(' ')[0], StringComparison.Ordinal) && !file.Contains("-shm", StringComparison.Ordinal))));
        await using var opened = Place.Open();
        Assert.Equal(people.Count, opened.Store.Counts.Users);
        foreach (var person in people)
        {
            foreach (var (token, kind) in person.AccessTokens.Select(token => (token, TokenKind.Access)).Concat(person.ExportTokens.Select(token => (token, TokenKind.Link))))
            {
                var found = await Find(opened, token, kind);
                Assert.Equal(person.Email, found?.User.Email);
                Assert.Equal(kind == TokenKind.Link ? ["csv"] : [], TokenRights.Parse(found!.Token.Rights).Formats);
                Assert.Equal(person.RefreshToken, new GrantSealer(opened.Keys.Ring).Open(found.User).Grant?.RefreshToken);
                Assert.Equal(person.RefreshToken is null ? GrantState.NeedsSignIn : GrantState.Active, found.User.State);
            }
        }
    }

    [SkippableFact]
    public async Task A_dry_run_counts_and_changes_nothing()
    {
        var source = EarlierFixturesForTests.Lay("google_contacts.db", Folder);
        var before = Fingerprint(Folder);

        var report = await RunAsync(source, isDryRun: true);

        Assert.StartsWith("A dry run: nothing was changed.", report, StringComparison.Ordinal);
        Assert.Contains("name the OAuth client earlier-client.apps.googleusercontent.com", string.Join('\n', lines), StringComparison.Ordinal);
        Assert.Equal(before, Fingerprint(Folder));
        await using var opened = Place.Open();
        Assert.Equal(default, opened.Store.Counts);
        Assert.Null(await opened.Rows.ReadMetaAsync(TakeoverMark.Unfinished, default));
    }

    [SkippableFact]
    public async Task A_second_run_changes_nothing_and_brings_back_nothing_that_was_ended()
    {
        var source = EarlierFixturesForTests.Lay("google_contacts.db", Folder);
        await RunAsync(source);
        var ended = EarlierFixturesForTests.Expected()["google_contacts.db"].People[0].AccessTokens[0];
        StoreCounts counts;
        await using (var opened = Place.Open())
        {
            await opened.Store.RemoveTokenAsync(opened.Keys.Hasher.Hash(ended), default);
            counts = opened.Store.Counts;
        }

        var report = await RunAsync(source);

        Assert.Contains("nothing was changed", report, StringComparison.Ordinal);
        await using var again = Place.Open();
        Assert.Equal(counts, again.Store.Counts);
        Assert.Null(await Find(again, ended, TokenKind.Access));
    }

    [SkippableFact]
    public async Task A_takeover_that_was_stopped_goes_on_and_no_service_starts_on_half_of_it()
    {
        var source = Path.Combine(Folder, "many.db");
        var tokens = await EarlierDatabaseForTests.MakeAsync(source, 600, Directory.CreateDirectory(Path.Combine(Folder, "fixture")).FullName);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(source, report: line => line.StartsWith("took over", StringComparison.Ordinal) ? stop.CancelAsync() : Task.CompletedTask, ct: stop.Token));
        var refused = Assert.Throws<StartupException>(() => Place.Open());
        Assert.Contains("a takeover that did not end", refused.Message, StringComparison.Ordinal);

        await RunAsync(source);

        await using var opened = Place.Open();
        Assert.Equal(new StoreCounts(Users: 600, AccessTokens: 600, EarlierTokens: 600), opened.Store.Counts);
        for (var i = 0; i < tokens.Count; i += 37)
        {
            Assert.Equal(EarlierDatabaseForTests.AddressOf(i), (await Find(opened, tokens[i], TokenKind.Access))?.User.Email);
        }
    }

    [SkippableTheory]
    [InlineData("another key")]
    [InlineData(null)]
    public async Task With_a_wrong_key_nothing_is_changed(string? key)
    {
        var source = EarlierFixturesForTests.Lay("google_contacts.db", Folder);
        var before = Fingerprint(Folder);

        var refused = await Assert.ThrowsAsync<CommandException>(() => RunAsync(source, key: key));

        Assert.Equal(78, refused.ExitCode);
        Assert.Contains("EARLIER_ENCRYPTION_KEY", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("another key", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Fingerprint(Folder));
        await using var opened = Place.Open();
        Assert.Equal(default, opened.Store.Counts);
    }

    [SkippableFact]
    public async Task Of_rows_that_another_key_sealed_it_is_told_how_many_stay_behind()
    {
        var expected = EarlierFixturesForTests.Expected()["google_contacts-half.db"].People;
        var people = expected.Where(person => person.Opens && person.AccessTokens.Count > 0).ToList();

        var report = await RunAsync(EarlierFixturesForTests.Lay("google_contacts-half.db", Folder));

        Assert.Contains($"{people.Count} people with", report, StringComparison.Ordinal);
        Assert.Contains($"{expected.Count(person => !person.Opens && person.AccessTokens.Count > 0)} people are left behind: none of their tokens opens with EARLIER_ENCRYPTION_KEY", string.Join('\n', lines), StringComparison.Ordinal);
        await using var opened = Place.Open();
        Assert.Equal(people.Count, opened.Store.Counts.Users);
    }

    [SkippableFact]
    public async Task A_store_with_people_is_refused_and_stays_as_it_is()
    {
        var tokens = await FillAsync(Place.Settings());

        var refused = await Assert.ThrowsAsync<CommandException>(() => RunAsync(EarlierFixturesForTests.Lay("google_contacts.db", Folder)));

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("has people already", refused.Message, StringComparison.Ordinal);
        await AssertWorkAsync(Place.Settings(), tokens);
    }

    [SkippableFact]
    public async Task Another_OAuth_client_than_that_of_credentials_json_is_told()
    {
        var credentials = Path.Combine(Folder, "credentials.json");
        await File.WriteAllTextAsync(credentials, """{"web":{"client_id":"other.apps.googleusercontent.com","client_secret":"s","auth_uri":"https://accounts.google.com/o/oauth2/auth","token_uri":"https://oauth2.googleapis.com/token","redirect_uris":["http://localhost:5000/oauth2callback"]}}""");

        await RunAsync(EarlierFixturesForTests.Lay("google_contacts.db", Folder), settings: Place.Settings() with { CredentialsPath = credentials });

        Assert.Contains(lines, line => line.StartsWith("GOOGLE_CREDENTIALS names another OAuth client (other.apps.googleusercontent.com)", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task No_line_holds_a_secret_or_an_address()
    {
        var name = "downloader.db";
        var report = await RunAsync(EarlierFixturesForTests.Lay(name, Folder));

        var told = $"{string.Join('\n', lines)}\n{report}";
        foreach (var person in EarlierFixturesForTests.Expected()[name].People)
        {
            Assert.All(
                [person.Email, person.RefreshToken ?? person.Email, .. person.AccessTokens, .. person.ExportTokens],
                secret => Assert.DoesNotContain(secret, told, StringComparison.Ordinal));
        }
    }

    private ValueTask<TokenWithUser?> Find(StoreHandle opened, string token, TokenKind kind) =>
        new AccessTokens(opened.Store, opened.Keys.Hasher, Place.Settings(), TimeProvider.System, NullLogger<AccessTokens>.Instance).FindAsync(token, kind, default);

    private Task<string> RunAsync(string source, bool isDryRun = false, string? key = EarlierDatabaseForTests.Key, GcdSettings? settings = null, ReportProgress? report = null, CancellationToken ct = default)
    {
        settings ??= Place.Settings();
        Task Keep(string line)
        {
            lines.Add(line);
            return Task.CompletedTask;
        }

        return TakeoverCommand.RunAsync(settings with { Encryption = settings.Encryption with { EarlierKey = key } }, source, isDryRun, report ?? Keep, ct);
    }
}

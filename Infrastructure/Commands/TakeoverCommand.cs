using System.Globalization;
using System.Text;
using Gcd.Infrastructure.EarlierService;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gcd.Infrastructure.Commands;

/// <summary>Takes people and tokens of the earlier service over into the store of the settings.</summary>
internal static class TakeoverCommand
{
    /// <param name="settings">Those that the service will have.</param>
    /// <param name="from">A path or a connection.</param>
    /// <param name="isDryRun">Only counts.</param>
    /// <param name="report">Tells the progress.</param>
    /// <param name="ct">Stops it; a next run goes on.</param>
    /// <returns>What was done.</returns>
    public static async Task<string> RunAsync(GcdSettings settings, string from, bool isDryRun, ReportProgress report, CancellationToken ct)
    {
        RefuseSelf(settings, from);
        await using var source = await EarlierDatabases.OpenAsync(from, ct);
        var takeover = new Takeover(source, EarlierSeal.Of(settings.Encryption.EarlierKey ?? settings.Encryption.Key), settings, TimeProvider.System);
        Task ReportAsync(string line) => report(line);

        // Everything is opened once before the store is touched: with a wrong key nothing is changed.
        var expected = await takeover.ExamineAsync(ReportAsync, ct);
        RefuseWrongKey(settings, source, expected);
        var client = new CredentialsFile(settings, NullLogger<CredentialsFile>.Instance).Read().Client;
        if (isDryRun)
        {
            return await TellAsync(expected, source, client, report, $"A dry run: nothing was changed. A takeover from {source.Name} would bring {Totals(expected)}.");
        }

        await using var target = Open(settings);
        if (await target.Rows.ReadMetaAsync(TakeoverMark.Done, ct) is { } done)
        {
            // A kill may have come between the two marks.
            await target.Rows.WriteMetaAsync(TakeoverMark.Unfinished, null, ct);
            return $"{NameOf(settings)} was filled by a takeover on {Encoding.UTF8.GetString(done)}, and nothing was changed: a second one could bring back tokens that were ended since. For a newer state of the source, start with an empty store.";
        }

        await BeginAsync(settings, target, ct);
        var figures = await takeover.WriteAsync(target, isInPlace: false, ReportAsync, ct);
        await target.Rows.WriteMetaAsync(TakeoverMark.Done, Encoding.UTF8.GetBytes(DateTimeOffset.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)), ct);
        await target.Rows.WriteMetaAsync(TakeoverMark.Unfinished, null, ct);
        return await TellAsync(figures, source, client, report, $"Taken over from {source.Name}: {Totals(figures)}. They go on without a sign-in. Now start the service with these settings; EARLIER_ENCRYPTION_KEY is no longer needed.");
    }

    private static void RefuseSelf(GcdSettings settings, string from)
    {
        if (settings.Store.Kind != TokenStoreKind.Postgres && File.Exists(from) && Path.GetFullPath(from) == Path.GetFullPath(settings.Store.DatabasePath))
        {
            throw new CommandException(
                $"takeover: --from '{from}' is the database of the settings. Set GOOGLE_DATABASE to a new file; or take a copy of '{from}' and start the service on it with TOKEN_STORE=sqlite and EARLIER_ENCRYPTION_KEY, which takes over in place.",
                ExitCode.Usage);
        }
    }

    private static void RefuseWrongKey(GcdSettings settings, IEarlierDatabase source, TakeoverFigures figures)
    {
        if (!figures.IsEmpty && !figures.IsKeyRight)
        {
            var key = settings.Encryption.EarlierKey is null ? "EARLIER_ENCRYPTION_KEY is not set, and GOOGLE_ENCRYPTION_KEY" : "EARLIER_ENCRYPTION_KEY";
            throw new CommandException($"{key} opens nothing in {source.Name}. Nothing was changed. Set EARLIER_ENCRYPTION_KEY to the key of the earlier service, as it was set there (its default was: secret).", ExitCode.Settings);
        }
    }

    private static StoreHandle Open(GcdSettings settings)
    {
        try
        {
            return TokenStores.Open(settings with { Store = settings.Store with { IsTakeoverTarget = true } });
        }
        catch (StartupException inUse) when (inUse.IsInUse)
        {
            throw new CommandException($"The store cannot be used now. Stop the service, then start the command again. {inUse.Message}", ExitCode.NotNow);
        }
    }

    /// <summary>The store must be empty, or the target of a takeover that did not end.</summary>
    private static async Task BeginAsync(GcdSettings settings, StoreHandle target, CancellationToken ct)
    {
        if (await target.Rows.IsInUseElsewhereAsync(ct))
        {
            throw new CommandException($"takeover: {NameOf(settings)} is in use by a running service. Nothing was changed. Stop it, then start the command again.", ExitCode.NotNow);
        }

        if (await target.Rows.ReadMetaAsync(TakeoverMark.Unfinished, ct) is not null)
        {
            return;
        }

        if (await target.Rows.ReadUsersAsync(null, 1, ct) is { Count: > 0 } || await target.Rows.CountEarlierUsersAsync(ct) > 0)
        {
            throw new CommandException($"takeover: {NameOf(settings)} has people already, and a takeover fills only an empty store: whoever is there and in the source could be two people. Nothing was changed. Give an empty store (another GOOGLE_DATABASE, or an empty PostgreSQL database).");
        }

        await target.Rows.WriteMetaAsync(TakeoverMark.Unfinished, "1"u8.ToArray(), ct);
    }

    private static async Task<string> TellAsync(TakeoverFigures figures, IEarlierDatabase source, OAuthClientCredentials? client, ReportProgress report, string last)
    {
        foreach (var line in TakeoverReport.Lines(figures, source.LeftBehind, client))
        {
            await report(line);
        }

        return last;
    }

    private static string Totals(TakeoverFigures figures) =>
        $"{TakeoverReport.Of(figures.People, "person", "people")} with {TakeoverReport.Of(figures.AccessTokens, "token", "tokens")} and {TakeoverReport.Of(figures.Links, "link", "links")}";

    private static string NameOf(GcdSettings settings) => TokenStores.Of(settings).Describe(settings.Store);
}

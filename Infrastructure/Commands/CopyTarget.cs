using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Gcd.Infrastructure.Tokens.Embedded;

namespace Gcd.Infrastructure.Commands;

/// <summary>The store that a copy fills.</summary>
internal sealed class CopyTarget
{
    private readonly GcdSettings settings;
    private readonly bool isNew;
    private bool isMade;

    private CopyTarget(GcdSettings settings)
    {
        this.settings = settings;
        isNew = settings.Store.Kind != TokenStoreKind.Postgres && DatabaseFile.Recognise(settings.Store.DatabasePath) == DatabaseFileKind.New;
    }

    /// <summary>As messages name it.</summary>
    public string Name => IsPostgres ? "the database of POSTGRES_CONNECTION" : $"'{settings.Store.DatabasePath}'";

    /// <summary>What the service needs to go on with this store.</summary>
    public string SettingsToUse => settings.Store.Kind switch
    {
        TokenStoreKind.Postgres => "TOKEN_STORE=postgres with this POSTGRES_CONNECTION",
        var kind => $"TOKEN_STORE={(kind == TokenStoreKind.LiteDb ? "litedb" : "sqlite")} and GOOGLE_DATABASE={settings.Store.DatabasePath}",
    };

    private bool IsPostgres => settings.Store.Kind == TokenStoreKind.Postgres;

    /// <exception cref="CommandException">The target is the source.</exception>
    /// <exception cref="StartupException">POSTGRES_CONNECTION is missing or none.</exception>
    public static CopyTarget Read(CommandArguments arguments, GcdSettings source, IConfiguration configuration)
    {
        var kind = arguments.To!.Value;
        if (kind == TokenStoreKind.Postgres)
        {
            if (source.Store.Kind == TokenStoreKind.Postgres)
            {
                throw new CommandException("copy: --to postgres is the store that TOKEN_STORE names already. Set TOKEN_STORE to the one to copy from.", ExitCode.Usage);
            }

            var reader = new SettingsReader(configuration);
            var connection = PostgresConnectionReader.Read(reader);
            reader.ThrowIfFaulty();
            return new CopyTarget(source with { Store = source.Store with { Kind = kind, PostgresConnection = connection } });
        }

        var file = TokenStoreSettingsReader.WithoutLinks(arguments.File!);
        if (source.Store.Kind != TokenStoreKind.Postgres && file == source.Store.DatabasePath)
        {
            throw new CommandException($"copy: --file '{arguments.File}' is the database to copy from (GOOGLE_DATABASE). Give another path.", ExitCode.Usage);
        }

        return new CopyTarget(source with { Store = new TokenStoreSettings(kind, file, PostgresConnection: null) });
    }

    /// <summary>Opens the target, which must have no row yet.</summary>
    public async Task<OpenedStore> OpenAsync(CancellationToken ct)
    {
        if (isNew && Files().StrayLog is { } stray)
        {
            throw new CommandException($"'{stray}' would be taken for the log of {Name}. Move it away, or give another path.");
        }

        var opened = await OpenMarkedAsync(ct);
        try
        {
            await RefuseRowsAsync(opened.Rows, ct);
            if (await opened.Rows.IsInUseElsewhereAsync(ct))
            {
                throw new CommandException($"copy: {Name} is in use by a running service, whose keys the copy would replace. Nothing was changed. Stop it, then start the command again.", ExitCode.NotNow);
            }

            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            RemoveNew();
            throw;
        }
    }

    /// <summary>Takes away what a copy that failed has made; a store that was there before keeps its mark, and is refused at a start.</summary>
    public void RemoveNew()
    {
        if (isMade)
        {
            Files().Delete();
        }
    }

    /// <summary>A new store has its mark before anything else of it is there; one that has been there gets it once it has turned out to be empty.</summary>
    private async Task<OpenedStore> OpenMarkedAsync(CancellationToken ct)
    {
        var partial = new DatabaseFiles(settings.Store.Kind, settings.Store.DatabasePath + ".gcd-partial");
        try
        {
            if (isNew)
            {
                await partial.MakeAsync(settings.Store.DatabasePath, () => MakeMarkedAsync(partial, ct));
            }

            return TokenStores.Open(settings with { Store = settings.Store with { IsCopyTarget = isNew || IsPostgres } });
        }
        catch (StartupException refused)
        {
            throw new CommandException($"The target of the copy cannot be used. {partial.Renamed(refused.Message, settings.Store.DatabasePath).Replace("GOOGLE_DATABASE: ", "--file: ", StringComparison.Ordinal)}", refused.IsInUse ? ExitCode.NotNow : refused.Code);
        }
    }

    private async Task<bool> MakeMarkedAsync(DatabaseFiles partial, CancellationToken ct)
    {
        await using (var opened = TokenStores.Open(settings with { Store = settings.Store with { DatabasePath = partial.Path } }))
        {
            await opened.Rows.WriteMetaAsync(UnfinishedCopy.MetaName, UnfinishedCopy.MetaValue, ct);
        }

        partial.MakeOneFile();
        // An empty file may have been made to reserve the name; anything else is not replaced.
        File.Move(partial.Path, settings.Store.DatabasePath, overwrite: DatabaseFile.SizeOf(settings.Store.DatabasePath) == 0);
        Folder.Flush(Path.GetDirectoryName(settings.Store.DatabasePath)!);
        return isMade = true;
    }

    private async Task RefuseRowsAsync(IStoreRows rows, CancellationToken ct)
    {
        if (await rows.ReadUsersAsync(null, 1, ct) is { Count: > 0 }
            || await rows.ReadTokensAsync(null, 1, ct) is { Count: > 0 }
            || await rows.ReadUsedStatesAsync(null, 1, ct) is { Count: > 0 }
            || await rows.CountEarlierUsersAsync(ct) > 0)
        {
            throw new CommandException($"copy: {Name} has rows already, and a copy fills only an empty store. Nothing was changed. " + (IsPostgres ? "Give an empty database." : "Give another path, or move that file away."));
        }
    }

    private DatabaseFiles Files() => new(settings.Store.Kind, settings.Store.DatabasePath);
}

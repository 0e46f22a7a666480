using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Commands;

/// <summary>The store that a copy fills.</summary>
internal sealed class CopyTarget
{
    private readonly GcdSettings settings;
    private readonly bool isNew;

    private CopyTarget(GcdSettings settings)
    {
        this.settings = settings;
        isNew = settings.Store.Kind != TokenStoreKind.Postgres && !File.Exists(settings.Store.DatabasePath);
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

        var opened = Open();
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
            throw;
        }
    }

    /// <summary>Takes away what a copy that failed has made; a store that was there before keeps its mark, and is refused at a start.</summary>
    public void RemoveNew()
    {
        if (isNew)
        {
            Files().Delete();
        }
    }

    private OpenedStore Open()
    {
        try
        {
            return TokenStores.Open(settings);
        }
        catch (StartupException refused)
        {
            throw new CommandException($"The target of the copy cannot be used. {refused.Message.Replace("GOOGLE_DATABASE: ", "--file: ", StringComparison.Ordinal)}", refused.IsInUse ? ExitCode.NotNow : refused.Code);
        }
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

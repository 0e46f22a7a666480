using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Gcd.Infrastructure.Tokens.Embedded;

namespace Gcd.Infrastructure.Commands;

/// <summary>The store that a copy fills.</summary>
internal sealed class CopyTarget
{
    private readonly GcdSettings settings;
    private readonly StoreProvider provider;

    // Null where there is no file to make: it is no file, or is there already.
    private readonly DatabaseFiles? newFiles;
    private bool isMade;

    private CopyTarget(GcdSettings settings)
    {
        this.settings = settings;
        provider = TokenStores.Of(settings);
        newFiles = FilesAt(settings.Store.DatabasePath) is { } files && DatabaseFile.Recognise(files.Path) == DatabaseFileKind.New ? files : null;
    }

    /// <summary>As messages name it.</summary>
    public string Name => provider.Describe(settings.Store);

    /// <summary>What the service needs to go on with this store.</summary>
    public string SettingsToUse => provider.SettingsFor(settings.Store);

    /// <exception cref="CommandException">The target is the source.</exception>
    /// <exception cref="StartupException">POSTGRES_CONNECTION is missing or none.</exception>
    public static CopyTarget Read(CommandArguments arguments, GcdSettings source, IConfiguration configuration)
    {
        var store = TokenStoreSettingsReader.ReadCopyTarget(arguments.To!.Value, arguments.File, source.Store, configuration);
        return store is null
            ? throw new CommandException($"copy: the target is the store to copy from ({TokenStores.Of(source).Describe(source.Store)}). Give another one, or set TOKEN_STORE to the one to copy from.", ExitCode.Usage)
            : new CopyTarget(source with { Store = store });
    }

    /// <summary>Opens the target, which must have no row yet.</summary>
    public async Task<OpenedStore> OpenAsync(CancellationToken ct)
    {
        if (newFiles?.StrayLog is { } stray)
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
            newFiles!.Delete();
        }
    }

    /// <summary>A new store has its mark before anything else of it is there; one that has been there gets it once it has turned out to be empty.</summary>
    private async Task<OpenedStore> OpenMarkedAsync(CancellationToken ct)
    {
        var path = settings.Store.DatabasePath;
        var partial = FilesAt(path + ".gcd-partial");
        try
        {
            if (newFiles is not null)
            {
                await partial!.MakeAsync(path, () => MakeMarkedAsync(partial, ct));
            }

            return TokenStores.Open(settings with { Store = settings.Store with { IsCopyTarget = newFiles is not null || partial is null } });
        }
        catch (StartupException refused)
        {
            throw new CommandException($"The target of the copy cannot be used. {(partial?.Renamed(refused.Message, path) ?? refused.Message).Replace("GOOGLE_DATABASE: ", "--file: ", StringComparison.Ordinal)}", refused.IsInUse ? ExitCode.NotNow : refused.Code);
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
            throw new CommandException($"copy: {Name} has rows already, and a copy fills only an empty store. Nothing was changed. " + "Give an empty one, or another path.");
        }
    }

    private DatabaseFiles? FilesAt(string path) => provider is EmbeddedStoreProvider embedded ? new(embedded, path) : null;
}

using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Gcd.Infrastructure.Tokens.Embedded;

namespace Gcd.Infrastructure.Commands;

/// <summary>The file of an embedded store with the logs that the store keeps beside it, which belong together.</summary>
internal sealed class DatabaseFiles(EmbeddedStoreProvider store, string path)
{
    public string Path => path;

    public IEnumerable<string> All => Logs.Prepend(path);

    public bool IsOfItsKind => DatabaseFile.Recognise(path) == store.FileKind;

    private IReadOnlyList<string> Logs => store.LogsOf(path);

    /// <summary>A log that lies there without its database; a store would take it for its own.</summary>
    public string? StrayLog => File.Exists(path) ? null : Logs.FirstOrDefault(File.Exists);

    /// <summary>Whether a log may hold what the database itself does not; SQLite's index of its log (-shm) holds nothing.</summary>
    public bool HasLog => Logs.Any(log => !log.EndsWith("-shm", StringComparison.Ordinal) && DatabaseFile.SizeOf(log) > 0);

    public bool IsLog(string file) => Logs.Contains(file);

    /// <exception cref="CommandException">The store is no file.</exception>
    public static EmbeddedStoreProvider RequireFile(GcdSettings settings) =>
        TokenStores.Of(settings) is var store && store is EmbeddedStoreProvider embedded
            ? embedded
            : throw new CommandException($"TOKEN_STORE: {store.Name} is no file. Back it up and restore it with the database's own tools, such as pg_dump and pg_restore; every table belongs to the backup, gcd_meta too.", ExitCode.Settings);

    /// <summary>Copies to a path that is free, and brings the copy to the disk.</summary>
    public void CopyTo(DatabaseFiles target, CancellationToken ct)
    {
        foreach (var (from, to) in Pairs(target).Where(pair => File.Exists(pair.From)))
        {
            PrivateFile.Copy(from, to, ct);
        }
    }

    /// <summary>Makes one file that holds everything of a database that nobody has open.</summary>
    public void MakeOneFile() => store.BringLogIn(path);

    /// <summary>Gives what is there a second name, under which it stays when the first is given to something else.</summary>
    /// <exception cref="IOException">A second name is taken already.</exception>
    public void KeepAs(DatabaseFiles target)
    {
        foreach (var (from, to) in Pairs(target).Where(pair => File.Exists(pair.From)))
        {
            HardLink.MakeOrCopy(from, to);
        }
    }

    public void DeleteLogs()
    {
        foreach (var log in Logs)
        {
            File.Delete(log);
        }
    }

    /// <summary>Makes a database under this name, which is not its final one, and takes away what is left of it.</summary>
    /// <param name="file">The final name, which is what the operator gave and faults are to name.</param>
    /// <param name="work">Ends with giving the database its final name.</param>
    public async Task<T> MakeAsync<T>(string file, Func<Task<T>> work)
    {
        try
        {
            try
            {
                // What a killed command left there.
                Delete();
                return await work();
            }
            finally
            {
                Delete();
            }
        }
        catch (IOException fault)
        {
            throw new IOException(Renamed(fault.Message, file), fault.HResult);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new UnauthorizedAccessException(Renamed(fault.Message, file), fault);
        }
    }

    /// <summary>A message about these files, with the name that the operator knows.</summary>
    public string Renamed(string message, string file) =>
        All.Append(path + ".lock").OrderByDescending(name => name.Length).Aggregate(message, (text, name) => text.Replace(name, file, StringComparison.Ordinal));

    /// <summary>Deletes what a command made: the database, its logs and its lock.</summary>
    public void Delete()
    {
        foreach (var file in Logs.Append(path).Append(path + ".lock"))
        {
            File.Delete(file);
        }
    }

    private IEnumerable<(string From, string To)> Pairs(DatabaseFiles target) => Logs.Zip(target.Logs).Prepend((path, target.Path));
}

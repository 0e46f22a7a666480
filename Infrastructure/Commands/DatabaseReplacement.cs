namespace Gcd.Infrastructure.Commands;

/// <summary>Puts a whole database in the place of another one, which is kept under a second name.</summary>
/// <param name="present">The database in its place, or none.</param>
/// <param name="next">What takes its place: a database that opens.</param>
/// <param name="aside">The second name of the present one.</param>
internal sealed class DatabaseReplacement(DatabaseFiles present, DatabaseFiles next, DatabaseFiles aside)
{
    /// <summary>Before and after each of them a whole database is in its place: a start after a kill finds the one or the other with all it holds.</summary>
    public IReadOnlyList<Action> Steps =>
    [
        next.MakeOneFile,
        BringPresentLogIn,
        () => present.KeepAs(aside),
        Flush,
        // Nothing is in them that the database does not have, and the next one must not meet them.
        present.DeleteLogs,
        Flush,
        // rename(2) is atomic.
        () => File.Move(next.Path, present.Path, overwrite: true),
        Flush,
    ];

    public void Run()
    {
        foreach (var step in Steps)
        {
            step();
        }
    }

    /// <summary>What is no database of this kind is not opened by a start either, and its log is kept as it is.</summary>
    private void BringPresentLogIn()
    {
        if (!present.HasLog || !present.IsOfItsKind)
        {
            return;
        }

        try
        {
            present.MakeOneFile();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Over broken bytes the stores end in all sorts of exceptions.
            throw new CommandException(
                $"GOOGLE_DATABASE: the log of '{present.Path}' cannot be brought into it ({fault.Message}), and the restored database must not meet it. Nothing was replaced. " +
                $"Make room on the disk, or end the program that has it open, where that is the reason; otherwise move these away, all together: {string.Join(", ", present.All.Where(File.Exists).Select(file => $"'{file}'"))}. Then start the command again.");
        }
    }

    private void Flush() => Folder.Flush(Path.GetDirectoryName(present.Path)!);
}

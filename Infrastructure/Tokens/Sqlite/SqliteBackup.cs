using Gcd.Infrastructure.Tokens.Embedded;
using Microsoft.Data.Sqlite;

namespace Gcd.Infrastructure.Tokens.Sqlite;

/// <summary>SQLite's own online backup: one moment's state, while readers and writers go on.</summary>
internal sealed class SqliteBackup(SqliteDatabase database) : IStoreBackup
{
    public async ValueTask WriteAsync(string file, CancellationToken ct)
    {
        // Made private before SQLite opens it with the process's umask; one that is there already is not touched.
        await PrivateFile.OpenNew(file).DisposeAsync();
        try
        {
            // Off the caller's thread: a large file takes a while.
            await Task.Run(() => BackUpAsync(file, ct).AsTask(), ct);
        }
        catch
        {
            File.Delete(file);
            throw;
        }
    }

    private async ValueTask BackUpAsync(string file, CancellationToken ct)
    {
        await using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ConnectionString);
        await target.OpenAsync(ct);
        await database.BackUpAsync(target, ct);
        // The copy says that it keeps a log; without one beside it, it is one file that holds everything.
        await using var command = target.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = DELETE";
        await command.ExecuteScalarAsync(ct);
    }
}

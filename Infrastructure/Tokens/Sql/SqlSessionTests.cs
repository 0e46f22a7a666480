using Gcd.Infrastructure.Tokens.Sqlite;
using Gcd.Tests.Fixtures;
using Microsoft.Data.Sqlite;

namespace Gcd.Infrastructure.Tokens.Sql;

public sealed class SqlSessionTests
{
    private const int BusyError = 5;

    [Fact]
    public async Task A_statement_that_was_given_long_once_waits_for_another_programs_lock_as_usual_afterwards()
    {
        var folder = Directory.CreateTempSubdirectory("gcd-test-");
        try
        {
            var connection = $"Data Source={Path.Combine(folder.FullName, "one.db")};Pooling=false;Default Timeout=1";
            await using var session = new SqlSession(Open(connection), SqliteDialect.Instance);
            await session.ExecuteAsync("CREATE TABLE kept (a INTEGER)", SqlValues.None, default);
            session.IsForLong = true;
            await session.ExecuteAsync("INSERT INTO kept VALUES (1)", SqlValues.None, default);
            session.IsForLong = false;
            await using var other = Open(connection);
            await using var transaction = await other.BeginTransactionAsync();

            // SQLite's library waits on the thread.
            var refused = Task.Run(() => session.ExecuteAsync("INSERT INTO kept VALUES (1)", SqlValues.None, default).AsTask());

            Assert.Equal(BusyError, (await Assert.ThrowsAsync<SqliteException>(() => refused.WaitAsync(Patience.Limit))).SqliteErrorCode);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static SqliteConnection Open(string connection)
    {
        var opened = new SqliteConnection(connection);
        opened.Open();
        return opened;
    }
}

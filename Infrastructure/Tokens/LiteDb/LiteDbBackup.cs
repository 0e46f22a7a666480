using Gcd.Infrastructure.Tokens.Embedded;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>Copies the database file while nothing writes to it; reads go on.</summary>
internal sealed class LiteDbBackup(LiteDbConnection connection) : IStoreBackup
{
    public async ValueTask WriteAsync(string file, CancellationToken ct) =>
        // Off the caller's thread: a large file takes a while.
        await Task.Run(() => connection.WhileStill(() => PrivateFile.Copy(connection.Path, file, ct)), ct);
}

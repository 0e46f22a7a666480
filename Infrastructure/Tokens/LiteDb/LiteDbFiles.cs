using Gcd.Infrastructure.Tokens.Embedded;
using LiteDB;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>Opens the database and its write-ahead log, both private to their owner.</summary>
internal static class LiteDbFiles
{
    public static LiteDatabase Open(string path, bool readOnly)
    {
        if (!readOnly)
        {
            // LiteDB makes missing files with the process's umask, so they are made before it looks.
            PrivateFile.Prepare(path);
            PrivateFile.Prepare(LogPath(path));
        }

        return new LiteDatabase(new ConnectionString
        {
            Filename = path,
            Connection = ConnectionType.Direct,
            ReadOnly = readOnly,
            // LiteDB's own default ignores case: a person whose address changed its case alone lost every token.
            Collation = Collation.Binary,
        });
    }

    /// <summary>LiteDB's own name for the log: <c>name-log.ext</c>.</summary>
    public static string LogPath(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileNameWithoutExtension(path) + "-log" + Path.GetExtension(path));
}

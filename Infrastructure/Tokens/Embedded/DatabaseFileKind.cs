namespace Gcd.Infrastructure.Tokens.Embedded;

/// <summary>What the file at the database's path is, told by its first bytes and changed by nothing.</summary>
internal enum DatabaseFileKind
{
    /// <summary>No file, or an empty one.</summary>
    New,
    LiteDb,
    Sqlite,
    Other,
}

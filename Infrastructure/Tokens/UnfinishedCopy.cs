using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Tokens;

/// <summary>A mark in <c>gcd_meta</c> while the command copy fills a store: half of the rows look like a whole store.</summary>
internal static class UnfinishedCopy
{
    public const string MetaName = "copy_unfinished";

    public static readonly byte[] MetaValue = [1];

    /// <param name="store">The store as messages name it.</param>
    /// <param name="settings">Those of the store; the command copy itself opens it all the same.</param>
    /// <param name="get">Reads a value of <c>gcd_meta</c>.</param>
    /// <exception cref="StartupException">The store is marked.</exception>
    public static void Refuse(string store, TokenStoreSettings settings, Func<string, byte[]?> get)
    {
        if (!settings.IsCopyTarget && get(MetaName) is not null)
        {
            throw new StartupException(
                $"{store} is the target of a copy that did not end, so rows are missing. Nothing was changed. " +
                "Remove it (a file with its log, or the tables in PostgreSQL) and start the command copy again, or set TOKEN_STORE to the store that was copied.");
        }
    }
}

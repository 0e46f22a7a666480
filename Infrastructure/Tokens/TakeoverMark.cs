using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Tokens;

/// <summary>Marks in <c>gcd_meta</c> of a store that the command takeover fills: half of the people would look like all of them.</summary>
internal static class TakeoverMark
{
    /// <summary>There while the takeover runs.</summary>
    public const string Unfinished = "takeover_unfinished";

    /// <summary>When a takeover was complete, as ISO 8601: a second one would bring back what was ended since.</summary>
    public const string Done = "takeover_done";

    /// <param name="store">The store as messages name it.</param>
    /// <param name="settings">Those of the store; the command takeover itself opens it all the same.</param>
    /// <param name="get">Reads a value of <c>gcd_meta</c>.</param>
    /// <exception cref="StartupException">The store is marked.</exception>
    public static void Refuse(string store, TokenStoreSettings settings, Func<string, byte[]?> get)
    {
        if (!settings.IsTakeoverTarget && get(Unfinished) is not null)
        {
            throw new StartupException(
                $"{store} is the target of a takeover that did not end, so people are missing. Nothing was changed. " +
                "Start the command takeover again: it goes on where it stopped.");
        }
    }
}

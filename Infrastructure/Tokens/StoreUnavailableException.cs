namespace Gcd.Infrastructure.Tokens;

/// <summary>The store cannot serve now: disk full, folder read-only, database away. The message is for the operator's log.</summary>
internal sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>How soon it is worth to ask again.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);
}

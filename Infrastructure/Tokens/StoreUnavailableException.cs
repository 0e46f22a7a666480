namespace Gcd.Infrastructure.Tokens;

/// <summary>The store cannot serve now: disk full, folder read-only, database away. The message is for the operator's log.</summary>
/// <param name="message">Names the store and the fault.</param>
/// <param name="inner">The fault.</param>
/// <param name="reason">What callers may know: which kind of thing is wrong, without paths and hosts. Each store knows its own faults.</param>
internal sealed class StoreUnavailableException(string message, Exception? inner = null, string? reason = null) : Exception(message, inner)
{
    public const string DiskFull = "The disk of the database is full.";
    public const string ReadOnly = "The database is read-only right now.";

    /// <summary>How soon it is worth asking again.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    // errno(3), which .NET passes on as it is.
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;

    public string Reason => reason ?? "The database cannot be read or written right now.";

    /// <summary>What a fault of the system's files means; null for any other.</summary>
    public static string? ReasonOf(Exception? fault) => fault switch
    {
        IOException { HResult: NoSpace } => DiskFull,
        UnauthorizedAccessException or IOException { HResult: ReadOnlyFileSystem } => ReadOnly,
        { InnerException: { } cause } => ReasonOf(cause),
        _ => null,
    };
}

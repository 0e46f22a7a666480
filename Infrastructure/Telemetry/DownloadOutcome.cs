namespace Gcd.Infrastructure.Telemetry;

/// <summary>How a download ended; the label <c>status</c> of its metric, in lower case with underscores.</summary>
internal enum DownloadOutcome
{
    Success,

    /// <summary>The caller has the file already: nothing changed since.</summary>
    NotModified,

    /// <summary>Refused by Google, broken off, or abandoned.</summary>
    Error,
}

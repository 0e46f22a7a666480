using System.Net;

namespace Gcd.Infrastructure.Google;

/// <summary>Google, or what Gcd holds of it, failed. The message is for the log and holds nothing of a person.</summary>
internal sealed class GoogleFaultException(GoogleFaultKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    public GoogleFaultKind Kind { get; } = kind;

    /// <summary>The status of Google's reply, where there was one.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>How long Google asks to wait, where it says so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the same request can succeed a moment later.</summary>
    public bool IsTransient => Kind is GoogleFaultKind.RateLimited or GoogleFaultKind.Unreachable or GoogleFaultKind.ServerError
        or GoogleFaultKind.Unavailable or GoogleFaultKind.Timeout or GoogleFaultKind.Malformed;
}

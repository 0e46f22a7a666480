namespace Gcd.Infrastructure.Google;

/// <summary>Google, or what Gcd holds of it, failed. The message is for the log and holds nothing of a person.</summary>
internal sealed class GoogleFaultException(GoogleFaultKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    public GoogleFaultKind Kind { get; } = kind;

    /// <summary>How long Google asks to wait, where it says so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the cause has been dealt with, so that the next try can succeed: a rejected token was replaced.</summary>
    public bool IsCured { get; init; }

    /// <summary>Whether it comes of a call that was tried again itself, so that another round of tries is of no use.</summary>
    public bool IsTriedEnough { get; init; }

    /// <summary>Whether the same request can succeed a moment later.</summary>
    public bool IsTransient => !IsTriedEnough && IsTransientByKind;

    private bool IsTransientByKind => IsCured || Kind is GoogleFaultKind.RateLimited or GoogleFaultKind.Unreachable or GoogleFaultKind.ServerError
        or GoogleFaultKind.Unavailable or GoogleFaultKind.Timeout or GoogleFaultKind.Malformed;
}

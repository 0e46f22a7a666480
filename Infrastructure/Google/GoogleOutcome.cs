namespace Gcd.Infrastructure.Google;

/// <summary>How one try of a <see cref="GoogleCall"/> ended; the label <c>outcome</c> of its metrics, in lower case with underscores.</summary>
internal enum GoogleOutcome
{
    Success,

    /// <summary>The grant is dead, or the code is bad (<c>invalid_grant</c>).</summary>
    InvalidGrant,

    /// <summary>Google refuses the OAuth client; the operator's turn.</summary>
    ClientRefused,

    /// <summary>Google does not take the access token.</summary>
    TokenRejected,

    /// <summary>Google's quota.</summary>
    RateLimited,

    /// <summary>Refused for another reason.</summary>
    Refused,

    /// <summary>Any 5xx but 504.</summary>
    ServerError,

    /// <summary>No answer in time, or 504.</summary>
    Timeout,

    /// <summary>No connection, or one that broke.</summary>
    Unreachable,

    /// <summary>The reply is not what Google's contract says, or too large.</summary>
    Malformed,

    /// <summary>Gcd gave it up: the caller left, or there was no memory for the page.</summary>
    Cancelled,
}

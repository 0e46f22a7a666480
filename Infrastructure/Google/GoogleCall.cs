namespace Gcd.Infrastructure.Google;

/// <summary>What Gcd asks of Google; the label <c>operation</c> of its metrics, in lower case.</summary>
internal enum GoogleCall
{
    /// <summary>A code for tokens.</summary>
    Exchange,

    /// <summary>A refresh token for an access token.</summary>
    Refresh,

    /// <summary>The end of a grant.</summary>
    Revoke,

    /// <summary>The signing keys.</summary>
    Certs,

    /// <summary>Whose grant it is.</summary>
    UserInfo,

    /// <summary>A page of contacts.</summary>
    Connections,

    /// <summary>A page of what changed since an earlier read.</summary>
    Sync,

    /// <summary>People by name.</summary>
    BatchGet,

    /// <summary>The labels.</summary>
    ContactGroups,
}

using System.Net;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Settings;

/// <summary>Every setting of Gcd, read once at start and valid as a whole. docs/settings.md describes each.</summary>
internal sealed record GcdSettings
{
    public required string CredentialsPath { get; init; }

    public required TokenStoreSettings Store { get; init; }

    public required EncryptionSettings Encryption { get; init; }

    /// <summary>The fields that may be asked of Google; null means all that a format shows.</summary>
    public required IReadOnlyList<string>? PersonFields { get; init; }

    /// <summary>Whether Google is asked for the field that alone tells of changes and deletions.</summary>
    public bool TellsChanges => PersonFields?.Contains(PersonSchema.Sources.Name) != false;

    public required int PageSize { get; init; }

    /// <summary>Where Google sends people back to; never taken from a request.</summary>
    public required Uri RedirectUri { get; init; }

    /// <summary>Where Gcd listens on loopback when no address was given by --urls or ASPNETCORE_URLS.</summary>
    public required int Port { get; init; }

    public required AccessTokenLife AccessTokenLife { get; init; }

    /// <summary>Whether a person's last token that ends by age takes the grant at Google along. A grant belongs to the Cloud project, so a second service of the same project would lose it too.</summary>
    public bool RevokesOnPurge { get; init; } = true;

    /// <summary>Whether people may have addresses that deliver their file without a header.</summary>
    public bool HasLinks { get; init; } = true;

    public required GoogleEndpoints Google { get; init; }

    public required IReadOnlyList<IPNetwork> TrustedProxies { get; init; }

    public required IReadOnlyList<string> AllowedHosts { get; init; }

    public required TimeSpan DownloadMax { get; init; }

    /// <summary>What all downloads together may hold in memory, in MiB.</summary>
    public required int DownloadMemory { get; init; }

    public required LimitSettings Limits { get; init; }

    /// <summary>How long Gcd goes on as before after it was told to stop, so that load balancers notice.</summary>
    public required TimeSpan Drain { get; init; }

    /// <summary>How long requests that run may take after that.</summary>
    public required TimeSpan Shutdown { get; init; }

    public required MetricsSettings Metrics { get; init; }

    /// <summary>Who runs the service, for the privacy policy.</summary>
    public required OperatorDetails Operator { get; init; }

    /// <summary>Variables of the earlier service that are set and no longer mean anything.</summary>
    public required IReadOnlyList<string> Obsolete { get; init; }

    /// <summary>Variables that are probably settings with a slip in the name.</summary>
    public IReadOnlyList<Misspelling> Misspelt { get; init; } = [];

    public bool RedirectsToHttps => RedirectUri.Scheme == Uri.UriSchemeHttps;

    /// <summary>Where people reach Gcd, without a final slash.</summary>
    public string PublicAddress => RedirectUri.OriginalString[..^RedirectUriSetting.PathOf(RedirectUri).Length];

    /// <summary>The path below which a proxy publishes Gcd, without a final slash; empty where it is the root.</summary>
    public string PublicPath => RedirectUri.AbsolutePath[..^RedirectUriSetting.PathOf(RedirectUri).Length];
}

/// <summary>The key as it was configured. <see cref="IsUnsafe"/>: unset or a known placeholder, allowed in Development alone.</summary>
internal sealed record EncryptionSettings(string Key, IReadOnlyList<string> AcceptedKeys, bool IsUnsafe)
{
    /// <summary>What the earlier service sealed under, where a takeover is meant; null to try the present key.</summary>
    public string? EarlierKey { get; init; }

    /// <summary>So short that it can be guessed by trying; allowed, but told.</summary>
    public bool IsShort { get; init; }

    // A record's own ToString would print the keys.
    public override string ToString() => nameof(EncryptionSettings);
}

/// <summary>How long a Bearer token lives; null means for ever.</summary>
internal sealed record AccessTokenLife(TimeSpan? Idle, TimeSpan? Max);

/// <summary>What one instance takes on; null means without limit.</summary>
/// <param name="SignIns">A minute and client address, on each route of a sign-in.</param>
/// <param name="FailedTokens">A minute and client address.</param>
/// <param name="DownloadsPerUser">At once.</param>
/// <param name="Downloads">At once, of all people together.</param>
/// <param name="Requests">At once, apart from downloads and health checks.</param>
internal sealed record LimitSettings(int? SignIns, int? FailedTokens, int? DownloadsPerUser, int? Downloads, int? Requests);

/// <summary>Google's addresses that credentials.json does not hold.</summary>
internal sealed record GoogleEndpoints(Uri People, Uri Certs, Uri Revoke, Uri UserInfo);

/// <summary>Who runs the service; either is null where it was not set. <see cref="Contact"/> is a mail address, an https address or other text.</summary>
internal sealed record OperatorDetails(string? Name, string? Contact);

namespace Gcd.Infrastructure.Settings;

/// <summary>Tokens and secrets go to these addresses, so they travel encrypted or do not leave the machine.</summary>
internal static class GoogleAddressRule
{
    public const string Text = "A Google address must be an absolute https:// address, or http:// on loopback, without user name, query or fragment";

    public static bool Allows(Uri address) =>
        (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0;
}

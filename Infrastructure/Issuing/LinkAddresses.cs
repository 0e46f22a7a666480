using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Issuing;

/// <summary>The addresses of export links.</summary>
internal sealed class LinkAddresses(GcdSettings settings)
{
    /// <summary>Logs, pages and messages show what follows it never.</summary>
    public const string Path = "/export/";

    /// <summary>The name at the end is for people and for phones that look at the extension; Gcd does not read it.</summary>
    public string Of(string secret, StoredToken link)
    {
        var format = ExportFormats.Find(TokenRights.Parse(link.Rights).Formats[0])!;
        return $"{settings.PublicAddress}{Path}{secret}/{format.FileName}.{format.Extension}";
    }
}

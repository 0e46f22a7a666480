using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using Gcd.Infrastructure.Settings;
using Microsoft.AspNetCore.StaticFiles;

namespace Gcd.Infrastructure.Pages;

/// <summary>The stylesheet, scripts and pictures of the pages. They lie in the assembly, so that Gcd runs from any folder.</summary>
internal sealed class PageAssets(GcdSettings settings)
{
    /// <summary>Below which address browsers find them.</summary>
    public const string Path = "/assets/";

    /// <summary>The query parameter that carries the fingerprint; what is asked for by it may be kept for ever.</summary>
    public const string Version = "v";

    private const string ResourcePrefix = "Gcd.Infrastructure.Pages.Assets.";

    private static readonly FrozenDictionary<string, PageAsset> Files = typeof(PageAssets).Assembly.GetManifestResourceNames()
        .Where(resource => resource.StartsWith(ResourcePrefix, StringComparison.Ordinal))
        .ToFrozenDictionary(resource => resource[ResourcePrefix.Length..], Read, StringComparer.Ordinal);

    public static PageAsset? Find(string name) => Files.GetValueOrDefault(name);

    /// <summary>The address of a file for a page, which changes with the file's content.</summary>
    public string Address(string name) => $"{settings.PublicPath}{Path}{name}?{Version}={Files[name].Fingerprint}";

    private static PageAsset Read(string resource)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream(resource)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        if (!new FileExtensionContentTypeProvider().TryGetContentType(resource, out var contentType))
        {
            throw new InvalidOperationException($"{resource} has no known media type.");
        }

        var isText = contentType.StartsWith("text/", StringComparison.Ordinal);
        return new PageAsset(content, isText ? $"{contentType}; charset=utf-8" : contentType, Base64Url.EncodeToString(SHA256.HashData(content).AsSpan(0, 9)));
    }
}

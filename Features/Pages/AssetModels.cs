using FastEndpoints;
using Gcd.Infrastructure.Pages;

namespace Gcd.Features.Pages;

/// <summary>A file that pages use.</summary>
internal sealed record AssetRequest
{
    /// <summary>Its name; null at the addresses that have only one file.</summary>
    public string? File { get; init; }

    /// <summary>The fingerprint of the content that is meant.</summary>
    [BindFrom(PageAssets.Version)]
    public string? Version { get; init; }
}

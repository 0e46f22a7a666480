namespace Gcd.Infrastructure.Pages;

/// <summary>What the layout needs to know of a page.</summary>
public sealed record PageFrame
{
    /// <summary>The page's name, in the browser's title bar.</summary>
    public required string Title { get; init; }

    /// <summary>The page's own script among the assets, where it has one.</summary>
    public string? Script { get; init; }

    /// <summary>Whether this browser is known to be signed in: the navigation leads to the account then.</summary>
    public bool IsSignedIn { get; init; }

    /// <summary>The page's address in the navigation, or null for a page that does not stand there.</summary>
    public string? Place { get; init; }
}

namespace Gcd.Tests.Fixtures;

/// <summary>Who looks at the pages, and with what.</summary>
internal sealed record VisitorOptions
{
    public BrowserLaunch Launch { get; init; }

    /// <summary>The window's width in CSS pixels.</summary>
    public int Width { get; init; } = 1280;

    public int Height { get; init; } = 800;

    public bool HasScript { get; init; } = true;

    /// <summary>What sites may do without asking; everything else is refused.</summary>
    public IReadOnlyList<string> Permissions { get; init; } = ["clipboard-read", "clipboard-write"];
}

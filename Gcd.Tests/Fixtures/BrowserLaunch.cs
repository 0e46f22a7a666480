namespace Gcd.Tests.Fixtures;

/// <summary>What a person can choose for the whole browser, not for one window.</summary>
internal enum BrowserLaunch
{
    /// <summary>As Playwright starts it: a page that was left is loaded anew on Back.</summary>
    Ordinary,

    /// <summary>As Chromium comes: a page that was left may be kept whole and shown again on Back.</summary>
    KeepsPages,

    /// <summary>The person has set the font size to 32 px, twice Chromium's own.</summary>
    LargeText,
}

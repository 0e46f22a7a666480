using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Pages;

/// <summary>One Chromium for every test of pages, and worlds for the tests that leave nothing behind but accounts.</summary>
public sealed class PagesUnderTest : IAsyncLifetime, IAsyncDisposable
{
    /// <summary>Contacts that Google gives at a time, few enough for a download of several pages.</summary>
    internal const int PageSize = 20;

    private readonly Browser browser = new();
    private World? world;
    private World? troubled;

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        await using (world)
        await using (troubled)
        {
        }
    }

    internal async Task<World> WorldAsync() => world ??= await World.StartAsync(
        ("OPERATOR_NAME", "Example Society"),
        ("OPERATOR_CONTACT", "contacts@society.example"),
        ("PAGE_SIZE", PageSize.ToString(null as IFormatProvider)),
        // All of the tests' people share one address.
        ("LIMIT_SIGN_INS", "0"));

    /// <summary>A world with everything wrong that an operator can be told of: no credentials file, and a key that everybody knows.</summary>
    internal async Task<World> TroubledWorldAsync()
    {
        if (troubled is null)
        {
            troubled = await World.StartAsync(("environment", "Development"), ("GOOGLE_ENCRYPTION_KEY", "secret"), ("LIMIT_SIGN_INS", "0"));
            File.Delete(troubled.CredentialsPath);
        }

        return troubled;
    }

    internal async Task<Visitor> VisitAsync(VisitorOptions? options = null) => await VisitAsync(await WorldAsync(), options);

    internal Task<Visitor> VisitAsync(World visited, VisitorOptions? options = null) => browser.VisitAsync(visited, options);
}

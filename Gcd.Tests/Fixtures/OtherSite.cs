using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gcd.Tests.Fixtures;

/// <summary>A page of somebody else, at a port of its own: under the name localhost a neighbour on Gcd's own site, to which its cookies go; under 127.0.0.1 a stranger.</summary>
internal sealed class OtherSite : IAsyncDisposable
{
    private readonly WebApplication site;
    private readonly int port;

    private OtherSite(WebApplication site, int port)
    {
        this.site = site;
        this.port = port;
    }

    public static async Task<OtherSite> StartAsync(string html)
    {
        var port = World.FreePort();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
        var site = builder.Build();
        site.MapGet("/", () => Results.Content(html, "text/html"));
        await site.StartAsync();
        return new OtherSite(site, port);
    }

    public string AddressUnder(string host) => string.Create(CultureInfo.InvariantCulture, $"http://{host}:{port}/");

    public ValueTask DisposeAsync() => site.DisposeAsync();
}

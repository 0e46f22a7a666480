using FastEndpoints;
using Gcd.Features.Auth;
using Gcd.Features.Callback;
using Gcd.Features.CardDav;
using Gcd.Features.Changes;
using Gcd.Features.Health;
using Gcd.Features.Metrics;
using Gcd.Infrastructure.Downloads;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Issuing;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Telemetry;

namespace Gcd.Features;

internal static class FeaturesSetup
{
    public static void AddFeatures(this WebApplicationBuilder builder) =>
        builder.Services
            .AddSingleton<AuthService>()
            .AddSingleton<CallbackService>()
            .AddSingleton(services => new CallbackProblems(services.GetRequiredService<GcdSettings>().RedirectUri.OriginalString))
            .AddSingleton<CallbackResponder>()
            .AddCardDav()
            .AddSingleton<ChangesCursors>()
            .AddSingleton<HealthService>()
            .AddSingleton<MetricsService>()
            .AddDownload()
            .AddIssuing()
            .AddSingleton(typeof(IRequestBinder<>), typeof(QueryBinder<>))
            // Only this assembly is searched, so that no type of a test becomes an endpoint.
            .AddFastEndpoints(discovery =>
            {
                discovery.DisableAutoDiscovery = true;
                discovery.Assemblies = [typeof(FeaturesSetup).Assembly];
            });

    public static void UseFeatures(this WebApplication app)
    {
        app.UseDownloadCompression();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapEndpoints();
        foreach (var format in ExportFormats.All.Select(format => format.Name).Append(CardDavSetup.FormatName))
        {
            app.Services.GetRequiredService<GcdMetrics>().DeclareFormat(format);
        }
    }

    private static void MapEndpoints(this WebApplication app)
    {
        var own = new OwnRoutes(app);
        own.MapFastEndpoints(EndpointRules.Apply);
        // FastEndpoints adds a route for its own test helpers, which tells everybody the names of our classes.
        ((IEndpointRouteBuilder)app).DataSources.Add(new DefaultEndpointDataSource(
            own.DataSources.SelectMany(source => source.Endpoints).Where(endpoint => endpoint is not RouteEndpoint { RoutePattern.RawText: "_test_url_cache_" })));
    }

    /// <summary>Where FastEndpoints maps its routes, to be made once. The application would have them compiled anew for routing, for authorization and for whoever else asks, which took a sixth of a start.</summary>
    private sealed class OwnRoutes(IEndpointRouteBuilder app) : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider => app.ServiceProvider;

        public ICollection<EndpointDataSource> DataSources { get; } = [];

        public IApplicationBuilder CreateApplicationBuilder() => app.CreateApplicationBuilder();
    }
}

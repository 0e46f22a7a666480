using Gcd.Features;
using Gcd.Infrastructure.Commands;
using Gcd.Infrastructure.EarlierService;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Hosting;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.Pages;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.SignIn;
using Gcd.Infrastructure.Telemetry;
using Gcd.Infrastructure.Tokens;

namespace Gcd;

internal static class Program
{
    public static Task<int> Main(string[] args) =>
        CommandLine.IsCommand(args) ? CommandLine.RunAsync(args) : Startup.RunAsync(() => Build(args));

    /// <summary>Gcd, ready to run.</summary>
    /// <param name="args">The command line; a setting can be given there as well.</param>
    /// <param name="adjust">Replaces services; tests bring their own clock and log.</param>
    /// <exception cref="StartupException">The settings or the store speak against it.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = SettingsSources.CreateBuilder(args);
        var settings = builder.AddSettings();
        builder.AddHttp(settings);
        builder.AddTelemetry();
        builder.AddHosting(settings);
        builder.AddPages();
        builder.AddGoogle();
        builder.AddEarlierService(settings);
        builder.AddTokens(settings);
        builder.AddSignIn();
        builder.AddCommands(settings);
        builder.AddOpenApiDocument(settings);
        builder.AddFeatures();
        adjust?.Invoke(builder);
        var app = builder.Build();
        app.UseEarlierPaths();
        app.UseTelemetry();
        app.UseHosting();
        app.UseHttp();
        app.UseSwaggerPages();
        app.UseFeatures();
        return app;
    }
}

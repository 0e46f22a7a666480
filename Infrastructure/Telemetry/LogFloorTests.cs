using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gcd.Infrastructure.Telemetry;

public sealed class LogFloorTests
{
    [Theory]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("Logging:LogLevel:Microsoft")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics")]
    [InlineData("Logging:Capture:LogLevel:Default")]
    [InlineData("Logging:Capture:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics")]
    public void No_setting_of_levels_lets_a_framework_say_less_than_a_warning(string setting)
    {
        var logs = Write(setting, "Microsoft.AspNetCore.Hosting.Diagnostics");

        Assert.Equal([LogLevel.Warning, LogLevel.Error, LogLevel.Critical], logs);
    }

    [Theory]
    [InlineData("Gcd.Features.Callback.CallbackService")]
    [InlineData("Microsoft.Hosting.Lifetime")]
    public void What_tells_of_no_request_goes_by_the_levels_alone(string category)
    {
        Assert.Equal(6, Write("Logging:LogLevel:Default", category).Count);
        Assert.Equal(4, Write("Logging:LogLevel:Unused", category).Count);
    }

    private static List<LogLevel> Write(string setting, string category)
    {
        using var capture = new LevelsProvider();
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(setting, "Trace")]).Build();
        services.AddLogging(logging => logging.AddConfiguration(configuration.GetSection("Logging")).AddProvider(capture));
        services.PostConfigure<LoggerFilterOptions>(LogFloor.Apply);
        using var built = services.BuildServiceProvider();
        var logger = built.GetRequiredService<ILoggerFactory>().CreateLogger(category);
        foreach (var level in Enum.GetValues<LogLevel>().Where(level => level != LogLevel.None))
        {
            logger.Log(level, default, "canary", exception: null, static (text, _) => text);
        }

        return capture.Levels;
    }

    [ProviderAlias("Capture")]
    private sealed class LevelsProvider : ILoggerProvider, ILogger
    {
        public List<LogLevel> Levels { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Levels.Add(logLevel);

        public void Dispose()
        {
            // Holds nothing but levels.
        }
    }
}

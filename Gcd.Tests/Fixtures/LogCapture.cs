using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Gcd.Tests.Fixtures;

/// <summary>Every line that Gcd logs, at every level, with exceptions in full.</summary>
internal sealed class LogCapture : ILoggerProvider
{
    public static readonly HttpRequestOptionsKey<LogCapture> OfRequest = new(nameof(LogCapture));

    public ConcurrentQueue<string> Lines { get; } = new();

    public string Text => string.Join('\n', Lines);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        // Holds nothing but lines, which a test may still read.
    }

    private sealed class Logger(LogCapture capture, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            capture.Lines.Enqueue($"{logLevel} {category} {eventId.Name}: {formatter(state, exception)} {exception}");
    }
}

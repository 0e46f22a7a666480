using System.Text.Json.Nodes;
using Gcd.Infrastructure.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gcd.Infrastructure.Telemetry;

public sealed class JsonLineFormatterTests
{
    private static readonly Action<ILogger, string, long, Exception?> Told =
        LoggerMessage.Define<string, long>(LogLevel.Warning, new EventId(7, "Something"), "{UserName} has {ContactCount}");

    [Theory]
    [InlineData("plain, with \"quotes\", a \\ and 'apostrophes'")]
    [InlineData("two\nlines\r\nor three")]
    [InlineData("a bell \a, an escape \u001b[31mred\u001b[0m, a null \0, DEL \u007f, C1 \u0085 \u009b")]
    [InlineData("line separators of Unicode \u2028 \u2029")]
    [InlineData("{\"level\":\"critical\",\"event\":\"Forged\"}")]
    [InlineData("Zoë Müller 李 🙂 <b>")]
    public void Whatever_a_value_holds_an_event_is_one_line_of_json_that_gives_it_back(string hostile)
    {
        var line = Write(hostile, 3);

        Assert.EndsWith("}\n", line, StringComparison.Ordinal);
        Assert.DoesNotContain(line[..^1], c => char.IsControl(c) || c is '\u2028' or '\u2029');
        var json = JsonNode.Parse(line)!;
        Assert.Equal(hostile, (string)json["data"]!["user_name"]!);
        Assert.Equal($"{hostile} has 3", (string)json["message"]!);
        Assert.Equal("warning", (string)json["level"]!);
        Assert.Equal("Something", (string)json["event"]!);
    }

    [Fact]
    public void Ill_formed_text_does_not_stop_the_log() =>
        Assert.Equal("a\ufffdb", (string)JsonNode.Parse(Write("a\ud800b", 1))!["data"]!["user_name"]!);

    [Fact]
    public void Readable_text_stays_readable() => Assert.Contains("'Zoë' & <Müller>", Write("'Zoë' & <Müller>", 1), StringComparison.Ordinal);

    [Fact]
    public void An_event_has_its_time_in_utc_its_logger_and_numbers_as_numbers()
    {
        var json = JsonNode.Parse(Write("a", 41))!;

        Assert.Equal("2026-11-23T04:05:06.789Z", (string)json["time"]!);
        Assert.Equal("Gcd.Tests", (string)json["logger"]!);
        Assert.Equal(41, (int)json["data"]!["contact_count"]!);
        Assert.Null(json["exception"]);
        Assert.Null(json["request_id"]);
    }

    [Fact]
    public void An_exception_stands_whole_in_the_same_line()
    {
        var line = Write("a", 1, new InvalidOperationException("outer", new IOException("inner")));

        Assert.Single(line.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var exception = (string)JsonNode.Parse(line)!["exception"]!;
        Assert.Contains("outer", exception, StringComparison.Ordinal);
        Assert.Contains("inner", exception, StringComparison.Ordinal);
    }

    [Fact]
    public void Kestrels_error_line_for_a_body_that_its_caller_broke_is_not_written()
    {
        using var text = new StringWriter();
        new FormattingLogger(new JsonLineFormatter(new FixedTime()), text, scopes: null).Log(
            LogLevel.Error, new EventId(42, "RequestBodyDrainBodyReaderInvalidState"), "draining failed", exception: null, static (state, _) => state);

        Assert.Empty(text.ToString());
    }

    [Fact]
    public void The_request_id_is_told_and_other_scopes_are_not()
    {
        var scopes = new LoggerExternalScopeProvider();
        using var path = scopes.Push("RequestPath:/oauth2callback?code=canary");
        using var request = scopes.Push(new RequestId.Scope("abc"));

        var line = Write("a", 1, scopes: scopes);

        Assert.Equal("abc", (string)JsonNode.Parse(line)!["request_id"]!);
        Assert.DoesNotContain("canary", line, StringComparison.Ordinal);
    }

    private static string Write(string name, long contacts, Exception? exception = null, IExternalScopeProvider? scopes = null)
    {
        var formatter = new JsonLineFormatter(new FixedTime());
        using var text = new StringWriter();
        Told(new FormattingLogger(formatter, text, scopes), name, contacts, exception);
        return text.ToString();
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 23, 4, 5, 6, 789, TimeSpan.Zero);
    }

    /// <summary>What the console's logger does, without the console.</summary>
    private sealed class FormattingLogger(JsonLineFormatter formatter, TextWriter text, IExternalScopeProvider? scopes) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> format) =>
            formatter.Write(new LogEntry<TState>(logLevel, "Gcd.Tests", eventId, state, exception, format), scopes, text);
    }
}

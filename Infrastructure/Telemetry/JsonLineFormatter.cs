using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gcd.Infrastructure.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Gcd.Infrastructure.Telemetry;

/// <summary>
/// One JSON object a line for each event. The framework's own JSON formatter leaves out the events' names, which are what operators look for,
/// and would print other scopes than ours, which hold paths.
/// </summary>
internal sealed class JsonLineFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "json-lines";

    // Text stays readable; control characters, line separators of any kind and ill-formed text are escaped all the same.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Kestrel's error line for a body that is broken or was cut off where nobody read it: the caller's fault, of which anybody can send thousands.
    private const string BrokenBody = "RequestBodyDrainBodyReaderInvalidState";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (logEntry.EventId.Name == BrokenBody)
        {
            return;
        }

        var line = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(line, Options))
        {
            json.WriteStartObject();
            json.WriteString("time", time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", Level(logEntry.LogLevel));
            if (logEntry.EventId.Name is { } name)
            {
                json.WriteString("event", name);
            }

            json.WriteString("message", logEntry.Formatter(logEntry.State, logEntry.Exception));
            json.WriteString("logger", logEntry.Category);
            scopeProvider?.ForEachScope(WriteScope, json);
            WriteData(json, logEntry.State);
            if (logEntry.Exception is { } exception)
            {
                json.WriteString("exception", exception.ToString());
            }

            json.WriteEndObject();
        }

        textWriter.Write(Encoding.UTF8.GetString(line.WrittenSpan));
        textWriter.Write('\n');
    }

    private static void WriteScope(object? scope, Utf8JsonWriter json)
    {
        if (scope is RequestId.Scope request)
        {
            json.WriteString(RequestId.Name, request.Id);
        }
    }

    private static void WriteData<TState>(Utf8JsonWriter json, TState state)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> values || values.All(IsTemplate))
        {
            return;
        }

        json.WriteStartObject("data");
        foreach (var (name, value) in values.Where(value => !IsTemplate(value)))
        {
            WriteValue(json, JsonNamingPolicy.SnakeCaseLower.ConvertName(name), value);
        }

        json.WriteEndObject();
    }

    /// <summary>The message before the values were put into it.</summary>
    private static bool IsTemplate(KeyValuePair<string, object?> value) => value.Key == "{OriginalFormat}";

    private static void WriteValue(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(name);
                break;
            case bool truth:
                json.WriteBoolean(name, truth);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case long number:
                json.WriteNumber(name, number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumber(name, number);
                break;
            default:
                json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };
}

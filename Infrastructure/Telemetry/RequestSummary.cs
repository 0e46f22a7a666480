using System.Collections;
using System.Globalization;

namespace Gcd.Infrastructure.Telemetry;

/// <summary>One finished request for the log: who, what, how long, how many contacts; what there is not is left out.</summary>
internal sealed class RequestSummary : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly List<KeyValuePair<string, object?>> values;
    private readonly string text;

    public RequestSummary(string method, string route, int status, TimeSpan duration, RequestLogDetails details)
    {
        var milliseconds = Math.Round(duration.TotalMilliseconds, 1);
        var end = details.IsBrokenOff ? "broken off" : "done";
        values = [new("Method", method), new("Route", route), new("Status", status), new("End", end), new("Milliseconds", milliseconds)];
        text = string.Create(CultureInfo.InvariantCulture, $"{method} {route} {status}, {end} after {milliseconds} ms");
        if (details.UserHash is { } user)
        {
            values.Add(new("UserHash", user));
            text += $", for {user}";
        }

        if (details.Contacts is { } contacts)
        {
            values.Add(new("Contacts", contacts));
            text += string.Create(CultureInfo.InvariantCulture, $", {contacts} contacts");
        }
    }

    public int Count => values.Count;

    public KeyValuePair<string, object?> this[int index] => values[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => text;
}

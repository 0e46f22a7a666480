using System.Globalization;

namespace Gcd.Infrastructure.Settings;

/// <summary>Reads single variables and gathers every fault, so that the operator sees all of them at once.</summary>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> faults = [];

    public IReadOnlyList<string> Faults => faults;

    public void Fault(string name, string fault) => faults.Add($"{name}: {fault}");

    /// <summary>The value, or null when it is unset or empty, which mean the same.</summary>
    public string? Text(string name) => configuration[name] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    public string Text(string name, string fallback) => Text(name) ?? fallback;

    /// <summary>A name and its alias; different values are a fault, because one of the two would silently not count.</summary>
    public string? TextWithAlias(string name, string alias)
    {
        var value = Text(name);
        var other = Text(alias);
        if (value is not null && other is not null && !string.Equals(value, other, StringComparison.Ordinal))
        {
            Fault(name, $"{name} and its alias {alias} are both set, to different values. Set one of them, or give both the same value.");
        }

        return value ?? other;
    }

    public int Number(string name, int fallback, int least, int most)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Fault(name, $"'{text}' is not allowed. Give a whole number from {least} to {most} (default {fallback}).");
        return fallback;
    }

    public bool Switch(string name, bool fallback)
    {
        switch (Text(name)?.ToUpperInvariant())
        {
            case null:
                return fallback;
            case "TRUE" or "ON" or "1":
                return true;
            case "FALSE" or "OFF" or "0":
                return false;
            default:
                Fault(name, $"'{Text(name)}' is not allowed. Give true or false (default {(fallback ? "true" : "false")}).");
                return fallback;
        }
    }

    /// <summary>An absolute address: https, or http where the host is loopback (only a simulated Google lives there).</summary>
    public Uri GoogleAddress(string name, string fallback)
    {
        var text = Text(name, fallback);
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && GoogleAddressRule.Allows(address))
        {
            return address;
        }

        Fault(name, $"'{text}' is not allowed. {GoogleAddressRule.Text} (default {fallback}).");
        return new Uri(fallback);
    }

    public IReadOnlyList<string> List(string name, string fallback) =>
        Text(name, fallback).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public void ThrowIfFaulty()
    {
        if (faults.Count > 0)
        {
            throw new StartupException(
                "Gcd does not start, because of its settings (environment variables):" +
                string.Concat(faults.Select(fault => $"{Environment.NewLine}  - {fault}")));
        }
    }
}

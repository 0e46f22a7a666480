using System.Globalization;

namespace Gcd.Sandbox.Host;

/// <summary>The demo's command line.</summary>
internal sealed record DemoOptions
{
    public const string Usage =
        """
        dotnet run --project Gcd.Sandbox [-- OPTIONS]
          --port N          where Gcd listens (5000)
          --google-port N   where the simulated Google listens (any free port)
          --data FOLDER     where the database is kept (a new temporary folder, deleted at the end)
          --no-auto-consent login_hint alone does not give consent; a person has to
        """;

    public int Port { get; init; } = 5000;

    public int GooglePort { get; init; }

    public string? Data { get; init; }

    public bool AutoConsent { get; init; } = true;

    /// <returns>The options, or what is wrong with the command line.</returns>
    public static (DemoOptions? Options, string? Error) Parse(string[] args)
    {
        var options = new DemoOptions();
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--no-auto-consent":
                    options = options with { AutoConsent = false };
                    continue;
                case "--port" when TryPort(value, out var port):
                    options = options with { Port = port };
                    break;
                case "--google-port" when TryPort(value, out var port):
                    options = options with { GooglePort = port };
                    break;
                case "--data" when value is not null:
                    options = options with { Data = value };
                    break;
                default:
                    return (null, $"'{args[i]} {value}' is not understood.");
            }

            i++;
        }

        return (options, null);
    }

    private static bool TryPort(string? text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and < 65536;
}

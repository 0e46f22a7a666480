using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Gcd.Infrastructure.Tokens.Embedded;

namespace Gcd.Infrastructure.Commands;

/// <summary>A command as it was typed, understood and complete.</summary>
internal sealed record CommandArguments
{
    public const string Usage =
        """
        Usage: dotnet Gcd.dll                  starts the service
               dotnet Gcd.dll reseal           seals everything under the main key, GOOGLE_ENCRYPTION_KEY
               dotnet Gcd.dll backup FILE      writes the database to a new file; the service may run
               dotnet Gcd.dll restore FILE     puts a backup in the database's place; the service must be stopped
               dotnet Gcd.dll copy --to litedb|sqlite --file PATH
               dotnet Gcd.dll copy --to postgres
                                               copies the database to another store; the service must be stopped
               dotnet Gcd.dll takeover --from PATH|CONNECTION [--dry-run]
                                               takes people and tokens of the earlier service over, from its SQLite
                                               file or PostgreSQL, into the empty store of the settings
               dotnet Gcd.dll users            lists people: addresses, counts and dates; the service may run
               dotnet Gcd.dll revoke --user ADDRESS|HASH
                                               removes everything of one person and tells Google; the service may run
               dotnet Gcd.dll health [--ready] asks the running service whether it answers (0, else 1);
                                               with --ready whether people can sign in and download now
               dotnet Gcd.dll --help           prints this
               dotnet Gcd.dll --version        prints the version
        The settings are those of the service: environment variables, or --NAME=VALUE.
        """;

    public required string Command { get; init; }

    /// <summary>The whole path of FILE or PATH.</summary>
    public string? File { get; init; }

    /// <summary>revoke: an address or a user hash.</summary>
    public string? User { get; init; }

    public TokenStoreKind? To { get; init; }

    /// <summary>takeover: the earlier service's database.</summary>
    public string? From { get; init; }

    /// <summary>takeover: whether it only counts.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>health: what is asked of the service.</summary>
    public HealthProbe Probe { get; init; }

    /// <summary>Settings that were given along with the command.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <exception cref="CommandException">It is no command, or not a complete one; the message is the usage.</exception>
    public static CommandArguments Parse(string[] args)
    {
        if (AsksFor(args) is { } asked)
        {
            return new() { Command = asked };
        }

        if (!CommandLine.IsWord(args[0]))
        {
            throw Misused(ServiceOptions.FindFault(args)!);
        }

        var settings = args.Skip(1).Where(IsSetting).ToList();
        if (settings.FirstOrDefault(setting => !ServiceOptions.IsKnown(NameOf(setting))) is { } unknown)
        {
            throw Misused(ServiceOptions.Unknown(unknown, NameOf(unknown)));
        }

        string[] rest = [.. args.Skip(1).Where(arg => !IsSetting(arg)).SelectMany(Parts)];
        return (args[0], rest) switch
        {
            (CommandNames.Users, []) => new() { Command = args[0], Settings = settings },
            (CommandNames.Revoke, ["--user", var user]) when IsOperand(user) => new() { Command = args[0], User = user, Settings = settings },
            (CommandNames.Reseal, []) => new() { Command = args[0], Settings = settings },
            (CommandNames.Backup or CommandNames.Restore, [var file]) when IsOperand(file) => new() { Command = args[0], File = Path.GetFullPath(file), Settings = settings },
            (CommandNames.Copy, ["--to", var to]) => Copy(to, file: null, settings),
            (CommandNames.Copy, ["--to", var to, "--file", var file]) => Copy(to, file, settings),
            (CommandNames.Copy, ["--file", var file, "--to", var to]) => Copy(to, file, settings),
            (CommandNames.Takeover, ["--from", var from]) when IsOperand(from) => new() { Command = args[0], From = from, Settings = settings },
            (CommandNames.Takeover, ["--from", var from, "--dry-run"]) when IsOperand(from) => new() { Command = args[0], From = from, IsDryRun = true, Settings = settings },
            (CommandNames.Takeover, ["--dry-run", "--from", var from]) when IsOperand(from) => new() { Command = args[0], From = from, IsDryRun = true, Settings = settings },
            (CommandNames.Takeover, [] or ["--dry-run"]) => throw Misused("takeover: --from is missing. Give the earlier service's SQLite file, or how to reach its PostgreSQL."),
            (CommandNames.Health, []) => new() { Command = args[0], Settings = settings },
            (CommandNames.Health, ["--ready"]) => new() { Command = args[0], Probe = HealthProbe.Ready, Settings = settings },
            var (command, _) when CommandNames.All.Contains(command) => throw Misused($"{command}: these arguments are not understood: {string.Join(' ', args.Skip(1).Select(ServiceOptions.Shown))}"),
            var (word, _) => throw Misused($"'{ServiceOptions.Shown(word)}' is no command of Gcd.{(Spelling.Nearest(word, CommandNames.All, most: 2) is { } meant ? $" Did you mean {meant}?" : string.Empty)}"),
        };
    }

    /// <returns>help or version, where that is asked for in one of the ways in which programs are asked.</returns>
    public static string? AsksFor(string[] args) => args switch
    {
        [CommandNames.Help or "/help" or "/?" or "-?", ..] => CommandNames.Help,
        _ when args.Contains("--help") || args.Contains("-h") => CommandNames.Help,
        [CommandNames.Version or "--version", ..] => CommandNames.Version,
        _ => null,
    };

    private static CommandArguments Copy(string to, string? file, IReadOnlyList<string> settings) =>
        (TokenStoreSettingsReader.Parse(to), file) switch
        {
            (null, _) => throw Misused($"copy: --to '{to}' is not allowed. Give one of: {string.Join(", ", TokenStores.All.Select(store => store.Name))}."),
            ({ } kind, not null) when TokenStores.Of(kind) is not EmbeddedStoreProvider => throw Misused($"copy: --file is not for {to}, which is no file. Leave it out."),
            ({ } kind, null) when TokenStores.Of(kind) is EmbeddedStoreProvider => throw Misused($"copy: --file is missing. Give the path of the database that --to {to} is to make."),
            ({ } kind, _) => new() { Command = CommandNames.Copy, To = kind, File = file is null ? null : Path.GetFullPath(file), Settings = settings },
        };

    private static CommandException Misused(string fault) => new($"{fault}{Environment.NewLine}{Environment.NewLine}{Usage}", ExitCode.Usage);

    /// <summary>As the service takes them, --NAME=VALUE; the commands' own options are in small letters, but for ASP.NET's --urls and --environment.</summary>
    private static bool IsSetting(string arg) =>
        arg.StartsWith("--urls=", StringComparison.Ordinal) ||
        arg.StartsWith("--environment=", StringComparison.Ordinal) ||
        (arg.Length > 2 && arg.StartsWith("--", StringComparison.Ordinal) && char.IsAsciiLetterUpper(arg[2]) && arg.Contains('='));

    private static string NameOf(string setting) => setting[2..setting.IndexOf('=', StringComparison.Ordinal)];

    private static string[] Parts(string arg) => arg.StartsWith("--", StringComparison.Ordinal) ? arg.Split('=', 2) : [arg];

    private static bool IsOperand(string text) => text.Length > 0 && !text.StartsWith('-');
}

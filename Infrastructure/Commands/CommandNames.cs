namespace Gcd.Infrastructure.Commands;

internal static class CommandNames
{
    public const string Reseal = "reseal";
    public const string Backup = "backup";
    public const string Restore = "restore";
    public const string Copy = "copy";
    public const string Takeover = "takeover";
    public const string Users = "users";
    public const string Revoke = "revoke";
    public const string Health = "health";
    public const string Help = "help";
    public const string Version = "version";

    public static readonly IReadOnlyList<string> All = [Reseal, Backup, Restore, Copy, Takeover, Users, Revoke, Health, Help, Version];
}

namespace Gcd.Infrastructure.Settings;

/// <summary>The key that seals what is stored. Its value never appears in a message.</summary>
internal static class EncryptionSettingsReader
{
    /// <summary>What the earlier service fell back to; Development alone may use it.</summary>
    private const string DevelopmentKey = "secret";

    /// <summary>16 random letters are about 80 bits. What people choose has less, but a length is all that can be judged.</summary>
    private const int ShortestSafe = 16;

    // The earlier service's own default and the examples of its documentation: anybody can look them up.
    private static readonly string[] Placeholders = [DevelopmentKey, "your-encryption-key-here", "your-very-secure-random-key-here"];

    public static EncryptionSettings Read(SettingsReader reader, bool isDevelopment)
    {
        var configured = reader.TextWithAlias("GOOGLE_ENCRYPTION_KEY", "ENCRYPTION_KEY");
        var accepted = reader.Text("GOOGLE_ENCRYPTION_KEYS_ACCEPTED") is null ? [] : reader.List("GOOGLE_ENCRYPTION_KEYS_ACCEPTED", string.Empty);
        var isUnsafe = configured is null || Placeholders.Contains(configured, StringComparer.OrdinalIgnoreCase);
        if (isUnsafe && !isDevelopment)
        {
            reader.Fault(
                "GOOGLE_ENCRYPTION_KEY",
                (configured is null ? "is not set" : "is a placeholder that anybody can look up") +
                ", and outside Development Gcd stores nobody's credentials under such a key. Make one with `openssl rand -base64 32`, set it, and keep a copy in a safe place.");
        }

        return new EncryptionSettings(isUnsafe ? DevelopmentKey : configured!, accepted, isUnsafe) { IsShort = !isUnsafe && !isDevelopment && configured!.Length < ShortestSafe, EarlierKey = reader.Text("EARLIER_ENCRYPTION_KEY") };
    }
}

using System.Globalization;

namespace Gcd.Tests.Kills;

/// <summary>Something that the store has acknowledged, as one line of text.</summary>
internal sealed record Acknowledged(AcknowledgedKind Kind, string Subject, string Detail)
{
    /// <summary>Ends every line that was written in full.</summary>
    public const string EndMark = " .";

    /// <summary>The version, for <see cref="AcknowledgedKind.Version"/>.</summary>
    public long Number => long.Parse(Detail, CultureInfo.InvariantCulture);

    public static Acknowledged? Parse(string line) =>
        line.Split(' ') is [var kind, var subject, var detail] && Enum.TryParse<AcknowledgedKind>(kind, out var known) ? new Acknowledged(known, subject, detail) : null;

    public override string ToString() => $"{Kind} {Subject} {Detail}";
}

internal enum AcknowledgedKind
{
    /// <summary>A token was given to the person with the subject in <see cref="Acknowledged.Detail"/>; it must work.</summary>
    Token,

    /// <summary>The token is being revoked: until that is acknowledged, both outcomes are right.</summary>
    Revoking,

    /// <summary>The token must not work any more.</summary>
    Revoked,

    /// <summary>The person's row is at least at this version.</summary>
    Version,
}

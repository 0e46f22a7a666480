namespace Gcd.Infrastructure.Exports;

/// <summary>What is to be exported.</summary>
internal sealed record ExportRequest(ExportFormat Format)
{
    public ContactFilter Filter { get; init; } = ContactFilter.None;

    /// <summary>Where it begins; default is the beginning.</summary>
    public ExportPlace From { get; init; }

    /// <summary>The address that gives what comes after a place, for a format that gives a part at a time; null where nobody asked over HTTP.</summary>
    public Func<ExportPlace, string>? AddressOf { get; init; }
}

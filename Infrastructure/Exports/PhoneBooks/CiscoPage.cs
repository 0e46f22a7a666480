namespace Gcd.Infrastructure.Exports.PhoneBooks;

/// <summary>How far a page for Cisco phones is filled.</summary>
internal sealed class CiscoPage
{
    /// <summary>What a CiscoIPPhoneDirectory holds at most (Cisco OL-20949-01, page 3-7).</summary>
    public const int MostEntries = 32;

    public int Entries { get; set; }

    /// <summary>The place before the first contact that did not fit; null while all did.</summary>
    public ExportPlace? Rest { get; set; }
}

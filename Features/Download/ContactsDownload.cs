using Gcd.Infrastructure.Downloads;

namespace Gcd.Features.Download;

/// <summary>All contacts of a person. The service streams it and never makes this object; the document describes it by this type.</summary>
internal sealed record ContactsDownload
{
    /// <summary>Whose contacts these are.</summary>
    public required string UserEmail { get; init; }

    /// <summary>In Google's order.</summary>
    public required IReadOnlyList<Contact> Contacts { get; init; }

    /// <summary>How many contacts were written; at the end, because it is not known before.</summary>
    public required int TotalContacts { get; init; }
}

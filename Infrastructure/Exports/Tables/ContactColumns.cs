using System.Collections.Immutable;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>The columns of the table formats; <see cref="ContactRow"/> has the rules by which a contact fills them.</summary>
internal static class ContactColumns
{
    public static readonly ImmutableArray<string> Names =
    [
        "Full Name", "Given Name", "Family Name", "Nickname", "Primary Email", "Other Emails",
        "Mobile Phone", "Work Phone", "Home Phone", "Other Phones", "Organization", "Job Title", "Birthday",
        "Street Address", "City", "Region", "Postal Code", "Country", "Resource Name",
    ];
}

using System.Collections.Immutable;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>The 92 columns of a file that Outlook for Windows exports in English; its import knows them by these names.</summary>
internal static class OutlookColumns
{
    public static readonly ImmutableArray<string> Names =
    [
        "Title", "First Name", "Middle Name", "Last Name", "Suffix", "Company", "Department", "Job Title",
        .. Place("Business"), .. Place("Home"), .. Place("Other"),
        "Assistant's Phone", "Business Fax", "Business Phone", "Business Phone 2", "Callback", "Car Phone", "Company Main Phone", "Home Fax",
        "Home Phone", "Home Phone 2", "ISDN", "Mobile Phone", "Other Fax", "Other Phone", "Pager", "Primary Phone", "Radio Phone", "TTY/TDD Phone",
        "Telex", "Account", "Anniversary", "Assistant's Name", "Billing Information", "Birthday", "Business Address PO Box", "Categories", "Children",
        "Directory Server", .. Email("E-mail"), .. Email("E-mail 2"), .. Email("E-mail 3"), "Gender", "Government ID Number", "Hobby",
        "Home Address PO Box", "Initials", "Internet Free Busy", "Keywords", "Language", "Location", "Manager's Name", "Mileage", "Notes",
        "Office Location", "Organizational ID Number", "Other Address PO Box", "Priority", "Private", "Profession", "Referred By", "Sensitivity",
        "Spouse", "User 1", "User 2", "User 3", "User 4", "Web Page",
    ];

    public const int Count = 92;

    public const int Emails = 3;

    public static readonly int FirstName = Of("First Name");
    public static readonly int Company = Of("Company");
    public static readonly int Account = Of("Account");
    public static readonly int Anniversary = Of("Anniversary");
    public static readonly int Birthday = Of("Birthday");
    public static readonly int Categories = Of("Categories");
    public static readonly int Children = Of("Children");
    public static readonly int Email1 = Of("E-mail Address");
    public static readonly int FreeBusy = Of("Internet Free Busy");
    public static readonly int Gender = Of("Gender");
    public static readonly int Hobby = Of("Hobby");
    public static readonly int Notes = Of("Notes");
    public static readonly int OfficeLocation = Of("Office Location");
    public static readonly int OrganizationalId = Of("Organizational ID Number");
    public static readonly int Profession = Of("Profession");
    public static readonly int WebPage = Of("Web Page");

    /// <summary>The first column and the PO Box of each kind of address: what is neither of work nor of home is other.</summary>
    public static readonly (int Street, int PoBox) Business = (Of("Business Street"), Of("Business Address PO Box"));
    public static readonly (int Street, int PoBox) Home = (Of("Home Street"), Of("Home Address PO Box"));
    public static readonly (int Street, int PoBox) Other = (Of("Other Street"), Of("Other Address PO Box"));

    private static readonly int[] OtherPhone = [Of("Other Phone")];

    private static readonly (byte[] Type, int[] Columns)[] Phones =
    [
        ("mobile"u8.ToArray(), [Of("Mobile Phone")]),
        ("home"u8.ToArray(), [Of("Home Phone"), Of("Home Phone 2")]),
        ("work"u8.ToArray(), [Of("Business Phone"), Of("Business Phone 2")]),
        ("main"u8.ToArray(), [Of("Primary Phone")]),
        ("homeFax"u8.ToArray(), [Of("Home Fax")]),
        ("workFax"u8.ToArray(), [Of("Business Fax")]),
        ("otherFax"u8.ToArray(), [Of("Other Fax")]),
        ("pager"u8.ToArray(), [Of("Pager")]),
        ("other"u8.ToArray(), OtherPhone),
    ];

    private static readonly (byte[] Type, int Column)[] Relations =
    [
        ("spouse"u8.ToArray(), Of("Spouse")), ("manager"u8.ToArray(), Of("Manager's Name")), ("assistant"u8.ToArray(), Of("Assistant's Name")),
        ("referredBy"u8.ToArray(), Of("Referred By")),
    ];

    /// <summary>The columns that say this type of telephone; for any other the one that says nothing of it.</summary>
    public static ReadOnlySpan<int> OfPhone(ReadOnlySpan<byte> type, out bool saysType)
    {
        foreach (var (known, columns) in Phones)
        {
            if (type.SequenceEqual(known))
            {
                saysType = true;
                return columns;
            }
        }

        saysType = type.IsEmpty;
        return OtherPhone;
    }

    /// <summary>The column of a relation, or -1.</summary>
    public static int OfRelation(ReadOnlySpan<byte> type)
    {
        foreach (var (known, column) in Relations)
        {
            if (type.SequenceEqual(known))
            {
                return column;
            }
        }

        return -1;
    }

    private static int Of(string name) => Names.IndexOf(name);

    private static IEnumerable<string> Place(string kind) =>
        [$"{kind} Street", $"{kind} Street 2", $"{kind} Street 3", $"{kind} City", $"{kind} State", $"{kind} Postal Code", $"{kind} Country/Region"];

    private static IEnumerable<string> Email(string number) => [$"{number} Address", $"{number} Type", $"{number} Display Name"];
}

using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>The labels of a contact in one cell.</summary>
internal static class LabelsCell
{
    /// <summary>As Google Contacts writes them: the person's own, then Google's with a star before them.</summary>
    public static void FillAsGoogle(TableRow row, int column)
    {
        var start = row.Plain.Length;
        Append(row, start, NumberedGroups.Separator, group => group.IsOwn);
        Append(row, start, NumberedGroups.Separator, group => group.IsMyContacts, "* "u8);
        Append(row, start, NumberedGroups.Separator, group => group.IsStarred, "* "u8);
        row.SetFrom(column, start);
    }

    /// <summary>As Outlook's categories, which have semicolons between them and so cannot have them inside.</summary>
    public static void FillAsOutlook(TableRow row, int column)
    {
        var start = row.Plain.Length;
        foreach (var membership in row.Contact.Memberships)
        {
            if (row.Labels.OfMembership(row.Contact.Raw(membership.ContactGroupResourceName)) is { IsOwn: true } group)
            {
                row.Plain.Append(row.Plain.Length > start ? ";"u8 : default);
                foreach (var part in group.Utf8Name.Span.Split((byte)';'))
                {
                    row.Plain.Append(part.Start.Value > 0 ? ","u8 : default);
                    row.Plain.Append(group.Utf8Name.Span[part]);
                }
            }
        }

        AppendStar(row, start, ";"u8);
        row.SetFrom(column, start);
    }

    /// <summary>As people read them: the person's own, then Starred.</summary>
    public static void FillAsText(TableRow row, int column)
    {
        var start = row.Plain.Length;
        Append(row, start, "; "u8, group => group.IsOwn);
        AppendStar(row, start, "; "u8);
        row.SetFrom(column, start);
    }

    private static void AppendStar(TableRow row, int start, ReadOnlySpan<byte> separator)
    {
        foreach (var membership in row.Contact.Memberships)
        {
            if (row.Labels.OfMembership(row.Contact.Raw(membership.ContactGroupResourceName)) is { IsStarred: true })
            {
                row.Plain.Append(row.Plain.Length > start ? separator : default);
                row.Plain.Append("Starred"u8);
                return;
            }
        }
    }

    private static void Append(TableRow row, int start, ReadOnlySpan<byte> separator, Func<ContactGroup, bool> which, ReadOnlySpan<byte> sign = default)
    {
        foreach (var membership in row.Contact.Memberships)
        {
            if (row.Labels.OfMembership(row.Contact.Raw(membership.ContactGroupResourceName)) is { } group && which(group))
            {
                row.Plain.Append(row.Plain.Length > start ? separator : default);
                row.Plain.Append(sign);
                row.Plain.Append(group.Utf8Name.Span);
            }
        }
    }
}

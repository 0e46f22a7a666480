namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>The types that a property can have. A type that is none of them is the person's own word, and becomes a label.</summary>
/// <param name="own">What such an entry has for parameters.</param>
/// <param name="known">Google's types.</param>
internal sealed class CardTypes(CardType own, params CardType[] known)
{
    private const string Private = ",\"contexts\":{\"private\":true}";
    private const string Work = ",\"contexts\":{\"work\":true}";

    /// <summary>
    /// A number without a type is a home number to Android, so that others are VOICE; a bare FAX is a home fax to it, and CELL has to come
    /// before WORK.
    /// </summary>
    public static CardTypes Phones { get; } = new(
        new("", ";TYPE=VOICE", ";TYPE=voice"),
        new("mobile", ";TYPE=CELL", ";TYPE=cell", ",\"features\":{\"mobile\":true}"),
        new("home", ";TYPE=HOME,VOICE", ";TYPE=home,voice", ",\"features\":{\"voice\":true}" + Private),
        new("work", ";TYPE=WORK,VOICE", ";TYPE=work,voice", ",\"features\":{\"voice\":true}" + Work),
        new("other", ";TYPE=VOICE", ";TYPE=voice"),
        new("main", ";TYPE=MAIN", ";TYPE=main-number", ",\"features\":{\"main-number\":true}"),
        new("workMobile", ";TYPE=CELL,WORK", ";TYPE=cell,work", ",\"features\":{\"mobile\":true}" + Work),
        new("homeFax", ";TYPE=HOME,FAX", ";TYPE=home,fax", ",\"features\":{\"fax\":true}" + Private),
        new("workFax", ";TYPE=WORK,FAX", ";TYPE=work,fax", ",\"features\":{\"fax\":true}" + Work),
        new("otherFax", ";TYPE=FAX,VOICE", ";TYPE=fax,voice", ",\"features\":{\"fax\":true}"),
        new("pager", ";TYPE=PAGER", ";TYPE=pager", ",\"features\":{\"pager\":true}"),
        new("workPager", ";TYPE=PAGER,WORK", ";TYPE=pager,work", ",\"features\":{\"pager\":true}" + Work),
        new("googleVoice", ";TYPE=VOICE", ";TYPE=voice", label: "Google Voice"));

    public static CardTypes Emails { get; } = new(
        new("", ";TYPE=INTERNET", ""),
        new("home", ";TYPE=INTERNET,HOME", ";TYPE=home", Private),
        new("work", ";TYPE=INTERNET,WORK", ";TYPE=work", Work),
        new("other", ";TYPE=INTERNET", ""));

    /// <summary>What both versions of the standard know of most properties.</summary>
    public static CardTypes Places { get; } = new(
        new("", "", ""),
        new("home", ";TYPE=HOME", ";TYPE=home", Private),
        new("work", ";TYPE=WORK", ";TYPE=work", Work),
        new("other", "", ""));

    public static CardTypes Urls { get; } = new(
        new("", "", ""),
        new("home", ";TYPE=HOME", ";TYPE=home", Private),
        new("work", ";TYPE=WORK", ";TYPE=work", Work),
        new("homePage", "", "", label: "_$!<HomePage>!$_"),
        new("other", "", ""));

    public static CardTypes Events { get; } = new(
        new("", "", ""),
        new("anniversary", "", "", label: "_$!<Anniversary>!$_"),
        new("other", "", "", label: "_$!<Other>!$_"));

    /// <summary>In 4.0 the label says what RFC 6350 has no word for.</summary>
    public static CardTypes Relations { get; } = new(
        new("", "", ""),
        new("spouse", "", ";TYPE=spouse", "spouse", label: "_$!<Spouse>!$_", isWhole: true),
        new("child", "", ";TYPE=child", "child", label: "_$!<Child>!$_", isWhole: true),
        new("mother", "", ";TYPE=parent", "parent", label: "_$!<Mother>!$_"),
        new("father", "", ";TYPE=parent", "parent", label: "_$!<Father>!$_"),
        new("parent", "", ";TYPE=parent", "parent", label: "_$!<Parent>!$_", isWhole: true),
        new("brother", "", ";TYPE=sibling", "sibling", label: "_$!<Brother>!$_"),
        new("sister", "", ";TYPE=sibling", "sibling", label: "_$!<Sister>!$_"),
        new("friend", "", ";TYPE=friend", "friend", label: "_$!<Friend>!$_", isWhole: true),
        new("relative", "", ";TYPE=kin", "kin", label: "Relative", isWhole: true),
        new("partner", "", "", label: "_$!<Partner>!$_"),
        new("domesticPartner", "", "", label: "Domestic partner"),
        new("manager", "", "", label: "_$!<Manager>!$_"),
        new("assistant", "", "", label: "_$!<Assistant>!$_"),
        new("referredBy", "", "", label: "Referred by"));

    /// <summary>The label is the type's own, or the text itself where it is no type of Google's.</summary>
    public CardType Find(ReadOnlySpan<byte> type, VCardVersion version, out ReadOnlySpan<byte> label)
    {
        var found = Find(type);
        label = found == own ? type : found.Label(version);
        return found;
    }

    /// <summary>As <see cref="Find(ReadOnlySpan{byte}, VCardVersion, out ReadOnlySpan{byte})"/>, with Google's word in the place of Apple's signs.</summary>
    public CardType Find(ReadOnlySpan<byte> type, out ReadOnlySpan<byte> label)
    {
        var found = Find(type, VCardVersion.Four, out label);
        label = label.StartsWith("_$!<"u8) ? type : label;
        return found;
    }

    private CardType Find(ReadOnlySpan<byte> type)
    {
        if (!type.IsEmpty)
        {
            foreach (var one in known)
            {
                if (one.Is(type))
                {
                    return one;
                }
            }
        }

        return own;
    }
}

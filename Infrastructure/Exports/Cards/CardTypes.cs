namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>The types that a property can have. A type that is none of them is the person's own word, and becomes a label.</summary>
/// <param name="own">What such an entry has for parameters.</param>
/// <param name="known">Google's types.</param>
internal sealed class CardTypes(CardType own, params CardType[] known)
{
    /// <summary>
    /// A number without a type is a home number to Android, so that others are VOICE; a bare FAX is a home fax to it, and CELL has to come
    /// before WORK.
    /// </summary>
    public static CardTypes Phones { get; } = new(
        new("", ";TYPE=VOICE", ";TYPE=voice"),
        new("mobile", ";TYPE=CELL", ";TYPE=cell"),
        new("home", ";TYPE=HOME,VOICE", ";TYPE=home,voice"),
        new("work", ";TYPE=WORK,VOICE", ";TYPE=work,voice"),
        new("other", ";TYPE=VOICE", ";TYPE=voice"),
        new("main", ";TYPE=MAIN", ";TYPE=main-number"),
        new("workMobile", ";TYPE=CELL,WORK", ";TYPE=cell,work"),
        new("homeFax", ";TYPE=HOME,FAX", ";TYPE=home,fax"),
        new("workFax", ";TYPE=WORK,FAX", ";TYPE=work,fax"),
        new("otherFax", ";TYPE=FAX,VOICE", ";TYPE=fax,voice"),
        new("pager", ";TYPE=PAGER", ";TYPE=pager"),
        new("workPager", ";TYPE=PAGER,WORK", ";TYPE=pager,work"),
        new("googleVoice", ";TYPE=VOICE", ";TYPE=voice", "Google Voice"));

    public static CardTypes Emails { get; } = new(
        new("", ";TYPE=INTERNET", ""),
        new("home", ";TYPE=INTERNET,HOME", ";TYPE=home"),
        new("work", ";TYPE=INTERNET,WORK", ";TYPE=work"),
        new("other", ";TYPE=INTERNET", ""));

    /// <summary>What both versions of the standard know of most properties.</summary>
    public static CardTypes Places { get; } = new(
        new("", "", ""),
        new("home", ";TYPE=HOME", ";TYPE=home"),
        new("work", ";TYPE=WORK", ";TYPE=work"),
        new("other", "", ""));

    public static CardTypes Urls { get; } = new(
        new("", "", ""),
        new("home", ";TYPE=HOME", ";TYPE=home"),
        new("work", ";TYPE=WORK", ";TYPE=work"),
        new("homePage", "", "", "_$!<HomePage>!$_"),
        new("other", "", ""));

    public static CardTypes Events { get; } = new(
        new("", "", ""),
        new("anniversary", "", "", "_$!<Anniversary>!$_"),
        new("other", "", "", "_$!<Other>!$_"));

    /// <summary>In 4.0 the label says what RFC 6350 has no word for.</summary>
    public static CardTypes Relations { get; } = new(
        new("", "", ""),
        new("spouse", "", ";TYPE=spouse", "_$!<Spouse>!$_"),
        new("child", "", ";TYPE=child", "_$!<Child>!$_"),
        new("mother", "", ";TYPE=parent", "_$!<Mother>!$_"),
        new("father", "", ";TYPE=parent", "_$!<Father>!$_"),
        new("parent", "", ";TYPE=parent", "_$!<Parent>!$_"),
        new("brother", "", ";TYPE=sibling", "_$!<Brother>!$_"),
        new("sister", "", ";TYPE=sibling", "_$!<Sister>!$_"),
        new("friend", "", ";TYPE=friend", "_$!<Friend>!$_"),
        new("relative", "", ";TYPE=kin", "Relative"),
        new("partner", "", "", "_$!<Partner>!$_"),
        new("domesticPartner", "", "", "Domestic partner"),
        new("manager", "", "", "_$!<Manager>!$_"),
        new("assistant", "", "", "_$!<Assistant>!$_"),
        new("referredBy", "", "", "Referred by"));

    /// <summary>The label is the type's own, or the text itself where it is no type of Google's.</summary>
    public CardType Find(ReadOnlySpan<byte> type, out ReadOnlySpan<byte> label)
    {
        label = type;
        if (type.IsEmpty)
        {
            return own;
        }

        foreach (var one in known)
        {
            if (one.Is(type))
            {
                label = one.Label;
                return one;
            }
        }

        return own;
    }
}

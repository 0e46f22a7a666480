namespace Gcd.Infrastructure.Google.Contacts.Entries;

/// <summary>People API schema CalendarUrl.</summary>
internal readonly ref struct CalendarUrl(ReadOnlySpan<TextRange> slots) : IPersonEntry<CalendarUrl>
{
    private readonly ReadOnlySpan<TextRange> slots = slots;

    public TextRange Url => slots[1];

    public TextRange Type => slots[2];

    public TextRange FormattedType => slots[3];

    public bool Primary => !slots[0].IsEmpty;

    public static CalendarUrl From(ReadOnlySpan<TextRange> slots) => new(slots);
}

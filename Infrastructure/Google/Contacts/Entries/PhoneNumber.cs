namespace Gcd.Infrastructure.Google.Contacts.Entries;

/// <summary>People API schema PhoneNumber; the type may be the person's own words.</summary>
internal readonly ref struct PhoneNumber(ReadOnlySpan<TextRange> slots) : IPersonEntry<PhoneNumber>
{
    private readonly ReadOnlySpan<TextRange> slots = slots;

    public TextRange Value => slots[1];

    public TextRange Type => slots[2];

    public TextRange FormattedType => slots[3];

    public TextRange CanonicalForm => slots[4];

    public bool Primary => !slots[0].IsEmpty;

    public static PhoneNumber From(ReadOnlySpan<TextRange> slots) => new(slots);
}

namespace Gcd.Infrastructure.Google.Contacts.Entries;

/// <summary>People API schema Event.</summary>
internal readonly ref struct PersonEvent(ReadOnlySpan<TextRange> slots) : IPersonEntry<PersonEvent>
{
    private readonly ReadOnlySpan<TextRange> slots = slots;

    public PartialDate Date => PartialDate.From(slots[1]);

    public TextRange Type => slots[2];

    public TextRange FormattedType => slots[3];

    public bool Primary => !slots[0].IsEmpty;

    public static PersonEvent From(ReadOnlySpan<TextRange> slots) => new(slots);
}

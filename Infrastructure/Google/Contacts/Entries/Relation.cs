namespace Gcd.Infrastructure.Google.Contacts.Entries;

/// <summary>People API schema Relation.</summary>
internal readonly ref struct Relation(ReadOnlySpan<TextRange> slots) : IPersonEntry<Relation>
{
    private readonly ReadOnlySpan<TextRange> slots = slots;

    public TextRange Person => slots[1];

    public TextRange Type => slots[2];

    public TextRange FormattedType => slots[3];

    public bool Primary => !slots[0].IsEmpty;

    public static Relation From(ReadOnlySpan<TextRange> slots) => new(slots);
}

namespace Gcd.Infrastructure.Google.Contacts.Entries;

/// <summary>People API schema Gender.</summary>
internal readonly ref struct Gender(ReadOnlySpan<TextRange> slots) : IPersonEntry<Gender>
{
    private readonly ReadOnlySpan<TextRange> slots = slots;

    public TextRange Value => slots[1];

    public TextRange FormattedValue => slots[2];

    public TextRange AddressMeAs => slots[3];

    public bool Primary => !slots[0].IsEmpty;

    public static Gender From(ReadOnlySpan<TextRange> slots) => new(slots);
}

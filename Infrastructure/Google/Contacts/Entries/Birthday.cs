namespace Gcd.Infrastructure.Google.Contacts.Entries;

/// <summary>People API schema Birthday.</summary>
internal readonly ref struct Birthday(ReadOnlySpan<TextRange> slots) : IPersonEntry<Birthday>
{
    private readonly ReadOnlySpan<TextRange> slots = slots;

    public PartialDate Date => PartialDate.From(slots[1]);

    public TextRange Text => slots[2];

    public bool Primary => !slots[0].IsEmpty;

    public static Birthday From(ReadOnlySpan<TextRange> slots) => new(slots);
}

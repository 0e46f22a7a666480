namespace Gcd.Infrastructure.Google.Contacts.Entries;

/// <summary>People API schema Photo; a default one is a monogram that Google made.</summary>
internal readonly ref struct Photo(ReadOnlySpan<TextRange> slots) : IPersonEntry<Photo>
{
    private readonly ReadOnlySpan<TextRange> slots = slots;

    public TextRange Url => slots[1];

    public bool Default => !slots[2].IsEmpty;

    public bool Primary => !slots[0].IsEmpty;

    public static Photo From(ReadOnlySpan<TextRange> slots) => new(slots);
}

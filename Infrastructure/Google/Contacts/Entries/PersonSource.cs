namespace Gcd.Infrastructure.Google.Contacts.Entries;

/// <summary>People API schema Source.</summary>
internal readonly ref struct PersonSource(ReadOnlySpan<TextRange> slots) : IPersonEntry<PersonSource>
{
    private readonly ReadOnlySpan<TextRange> slots = slots;

    public TextRange Id => slots[1];

    public TextRange Type => slots[2];

    public TextRange Etag => slots[3];

    public TextRange UpdateTime => slots[4];

    public bool Primary => !slots[0].IsEmpty;

    public static PersonSource From(ReadOnlySpan<TextRange> slots) => new(slots);
}

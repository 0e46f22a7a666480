namespace Gcd.Infrastructure.Google.Contacts.Entries;

/// <summary>People API schema Url.</summary>
internal readonly ref struct PersonUrl(ReadOnlySpan<TextRange> slots) : IPersonEntry<PersonUrl>
{
    private readonly ReadOnlySpan<TextRange> slots = slots;

    public TextRange Value => slots[1];

    public TextRange Type => slots[2];

    public TextRange FormattedType => slots[3];

    public bool Primary => !slots[0].IsEmpty;

    public static PersonUrl From(ReadOnlySpan<TextRange> slots) => new(slots);
}

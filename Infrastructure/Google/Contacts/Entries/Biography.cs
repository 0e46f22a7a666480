namespace Gcd.Infrastructure.Google.Contacts.Entries;

/// <summary>People API schema Biography; the content type is TEXT_PLAIN or TEXT_HTML.</summary>
internal readonly ref struct Biography(ReadOnlySpan<TextRange> slots) : IPersonEntry<Biography>
{
    private readonly ReadOnlySpan<TextRange> slots = slots;

    public TextRange Value => slots[1];

    public TextRange ContentType => slots[2];

    public bool Primary => !slots[0].IsEmpty;

    public static Biography From(ReadOnlySpan<TextRange> slots) => new(slots);
}

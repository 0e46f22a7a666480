namespace Gcd.Infrastructure.Google.Contacts.Entries;

/// <summary>People API schema ExternalId.</summary>
internal readonly ref struct ExternalId(ReadOnlySpan<TextRange> slots) : IPersonEntry<ExternalId>
{
    private readonly ReadOnlySpan<TextRange> slots = slots;

    public TextRange Value => slots[1];

    public TextRange Type => slots[2];

    public TextRange FormattedType => slots[3];

    public bool Primary => !slots[0].IsEmpty;

    public static ExternalId From(ReadOnlySpan<TextRange> slots) => new(slots);
}

namespace Gcd.Infrastructure.Google.Contacts.Entries;

/// <summary>People API schema EmailAddress.</summary>
internal readonly ref struct EmailAddress(ReadOnlySpan<TextRange> slots) : IPersonEntry<EmailAddress>
{
    private readonly ReadOnlySpan<TextRange> slots = slots;

    public TextRange Value => slots[1];

    public TextRange Type => slots[2];

    public TextRange FormattedType => slots[3];

    public TextRange DisplayName => slots[4];

    public bool Primary => !slots[0].IsEmpty;

    public static EmailAddress From(ReadOnlySpan<TextRange> slots) => new(slots);
}

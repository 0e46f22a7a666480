namespace Gcd.Infrastructure.Google.Contacts.Entries;

/// <summary>People API schema SipAddress.</summary>
internal readonly ref struct SipAddress(ReadOnlySpan<TextRange> slots) : IPersonEntry<SipAddress>
{
    private readonly ReadOnlySpan<TextRange> slots = slots;

    public TextRange Value => slots[1];

    public TextRange Type => slots[2];

    public TextRange FormattedType => slots[3];

    public bool Primary => !slots[0].IsEmpty;

    public static SipAddress From(ReadOnlySpan<TextRange> slots) => new(slots);
}

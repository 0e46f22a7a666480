namespace Gcd.Infrastructure.Google.Contacts.Entries;

/// <summary>People API schema Membership.</summary>
internal readonly ref struct Membership(ReadOnlySpan<TextRange> slots) : IPersonEntry<Membership>
{
    private readonly ReadOnlySpan<TextRange> slots = slots;

    public TextRange ContactGroupResourceName => slots[1];

    public TextRange ContactGroupId => slots[2];

    public bool Primary => !slots[0].IsEmpty;

    public static Membership From(ReadOnlySpan<TextRange> slots) => new(slots);
}

namespace Gcd.Infrastructure.Google.Contacts.Entries;

/// <summary>People API schema Nickname.</summary>
internal readonly ref struct Nickname(ReadOnlySpan<TextRange> slots) : IPersonEntry<Nickname>
{
    private readonly ReadOnlySpan<TextRange> slots = slots;

    public TextRange Value => slots[1];

    public TextRange Type => slots[2];

    public bool Primary => !slots[0].IsEmpty;

    public static Nickname From(ReadOnlySpan<TextRange> slots) => new(slots);
}

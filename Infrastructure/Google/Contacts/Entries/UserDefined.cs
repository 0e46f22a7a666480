namespace Gcd.Infrastructure.Google.Contacts.Entries;

/// <summary>People API schema UserDefined.</summary>
internal readonly ref struct UserDefined(ReadOnlySpan<TextRange> slots) : IPersonEntry<UserDefined>
{
    private readonly ReadOnlySpan<TextRange> slots = slots;

    public TextRange Key => slots[1];

    public TextRange Value => slots[2];

    public bool Primary => !slots[0].IsEmpty;

    public static UserDefined From(ReadOnlySpan<TextRange> slots) => new(slots);
}

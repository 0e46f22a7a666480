namespace Gcd.Infrastructure.Google.Contacts.Entries;

/// <summary>A schema of the People API that has nothing but a value, such as Skill.</summary>
internal readonly ref struct ValueEntry(ReadOnlySpan<TextRange> slots) : IPersonEntry<ValueEntry>
{
    private readonly ReadOnlySpan<TextRange> slots = slots;

    public TextRange Value => slots[1];

    public bool Primary => !slots[0].IsEmpty;

    public static ValueEntry From(ReadOnlySpan<TextRange> slots) => new(slots);
}

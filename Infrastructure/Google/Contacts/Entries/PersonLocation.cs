namespace Gcd.Infrastructure.Google.Contacts.Entries;

/// <summary>People API schema Location.</summary>
internal readonly ref struct PersonLocation(ReadOnlySpan<TextRange> slots) : IPersonEntry<PersonLocation>
{
    private readonly ReadOnlySpan<TextRange> slots = slots;

    public TextRange Value => slots[1];

    public TextRange Type => slots[2];

    public bool Current => !slots[3].IsEmpty;

    public TextRange BuildingId => slots[4];

    public TextRange Floor => slots[5];

    public TextRange FloorSection => slots[6];

    public TextRange DeskCode => slots[7];

    public bool Primary => !slots[0].IsEmpty;

    public static PersonLocation From(ReadOnlySpan<TextRange> slots) => new(slots);
}

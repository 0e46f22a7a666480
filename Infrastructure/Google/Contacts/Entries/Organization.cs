namespace Gcd.Infrastructure.Google.Contacts.Entries;

/// <summary>People API schema Organization.</summary>
internal readonly ref struct Organization(ReadOnlySpan<TextRange> slots) : IPersonEntry<Organization>
{
    private readonly ReadOnlySpan<TextRange> slots = slots;

    public TextRange Name => slots[1];

    public TextRange Title => slots[2];

    public TextRange Department => slots[3];

    public TextRange JobDescription => slots[4];

    public TextRange Location => slots[5];

    public TextRange Domain => slots[6];

    public TextRange Symbol => slots[7];

    public TextRange PhoneticName => slots[8];

    public TextRange Type => slots[9];

    public TextRange FormattedType => slots[10];

    public bool Current => !slots[11].IsEmpty;

    public PartialDate StartDate => PartialDate.From(slots[12]);

    public PartialDate EndDate => PartialDate.From(slots[13]);

    public bool Primary => !slots[0].IsEmpty;

    public static Organization From(ReadOnlySpan<TextRange> slots) => new(slots);
}

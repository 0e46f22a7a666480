namespace Gcd.Infrastructure.Google.Contacts.Entries;

/// <summary>People API schema Name.</summary>
internal readonly ref struct PersonName(ReadOnlySpan<TextRange> slots) : IPersonEntry<PersonName>
{
    private readonly ReadOnlySpan<TextRange> slots = slots;

    public TextRange DisplayName => slots[1];

    public TextRange UnstructuredName => slots[2];

    public TextRange GivenName => slots[3];

    public TextRange FamilyName => slots[4];

    public TextRange MiddleName => slots[5];

    public TextRange HonorificPrefix => slots[6];

    public TextRange HonorificSuffix => slots[7];

    public TextRange DisplayNameLastFirst => slots[8];

    public TextRange PhoneticFullName => slots[9];

    public TextRange PhoneticGivenName => slots[10];

    public TextRange PhoneticFamilyName => slots[11];

    public TextRange PhoneticMiddleName => slots[12];

    public TextRange PhoneticHonorificPrefix => slots[13];

    public TextRange PhoneticHonorificSuffix => slots[14];

    public bool Primary => !slots[0].IsEmpty;

    public static PersonName From(ReadOnlySpan<TextRange> slots) => new(slots);
}

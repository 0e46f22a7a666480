namespace Gcd.Infrastructure.Google.Contacts.Entries;

/// <summary>People API schema Address.</summary>
internal readonly ref struct Address(ReadOnlySpan<TextRange> slots) : IPersonEntry<Address>
{
    private readonly ReadOnlySpan<TextRange> slots = slots;

    public TextRange Type => slots[1];

    public TextRange FormattedValue => slots[2];

    public TextRange StreetAddress => slots[3];

    public TextRange City => slots[4];

    public TextRange Region => slots[5];

    public TextRange PostalCode => slots[6];

    public TextRange Country => slots[7];

    public TextRange FormattedType => slots[8];

    public TextRange ExtendedAddress => slots[9];

    public TextRange PoBox => slots[10];

    public TextRange CountryCode => slots[11];

    /// <summary>False when only formattedValue says where it is.</summary>
    public bool HasParts =>
        !(StreetAddress.IsEmpty && City.IsEmpty && Region.IsEmpty && PostalCode.IsEmpty && Country.IsEmpty);

    public bool Primary => !slots[0].IsEmpty;

    public static Address From(ReadOnlySpan<TextRange> slots) => new(slots);
}

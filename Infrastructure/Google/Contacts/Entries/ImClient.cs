namespace Gcd.Infrastructure.Google.Contacts.Entries;

/// <summary>People API schema ImClient.</summary>
internal readonly ref struct ImClient(ReadOnlySpan<TextRange> slots) : IPersonEntry<ImClient>
{
    private readonly ReadOnlySpan<TextRange> slots = slots;

    public TextRange Username => slots[1];

    public TextRange Protocol => slots[2];

    public TextRange FormattedProtocol => slots[3];

    public TextRange Type => slots[4];

    public TextRange FormattedType => slots[5];

    public bool Primary => !slots[0].IsEmpty;

    public static ImClient From(ReadOnlySpan<TextRange> slots) => new(slots);
}

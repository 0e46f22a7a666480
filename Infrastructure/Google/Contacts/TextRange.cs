namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>Where a JSON string's content lies in the page, without its quotes; default is a missing value.</summary>
internal readonly record struct TextRange
{
    // Start, length and whether there are escapes, in one register.
    private readonly ulong bits;

    public TextRange(int start, int length, bool hasEscapes) => bits = ((ulong)(uint)start << 32) | ((ulong)(uint)length << 1) | (hasEscapes ? 1UL : 0);

    public int Start => (int)(bits >> 32);

    public int Length => (int)((uint)bits >> 1);

    public bool HasEscapes => (bits & 1) != 0;

    public bool IsEmpty => (uint)bits == 0;
}

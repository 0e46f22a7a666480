namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>Where a JSON string's content lies in the page, without its quotes; default is a missing value.</summary>
internal readonly record struct TextRange(int Start, int Length, bool HasEscapes)
{
    public bool IsEmpty => Length == 0;
}

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>Where a string stands in the page's bytes, between its quotes; a length of 0 means missing.</summary>
internal readonly record struct JsonText(int Start, int Length, bool HasEscapes)
{
    public bool IsMissing => Length == 0;
}

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>Names the slots of an entry; slot 0 says whether it is the primary one.</summary>
internal interface IPersonEntry<T>
    where T : struct, allows ref struct
{
    static abstract T From(ReadOnlySpan<TextRange> slots);
}

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>People API schema Date: zero stands for a part that is absent. A day without its month, or a month alone, is not a date.</summary>
internal readonly record struct PartialDate(int Year, int Month, int Day)
{
    public bool IsEmpty => Year == 0 && (Month == 0 || Day == 0);

    /// <summary>The date as it was put into a slot.</summary>
    public static PartialDate From(TextRange slot) => new(slot.Start >> 9, (slot.Start >> 5) & 15, slot.Start & 31);

    public TextRange ToSlot() => IsEmpty ? default : new TextRange((Year << 9) | (Month << 5) | Day, length: 1, hasEscapes: false);
}

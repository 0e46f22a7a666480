namespace Gcd.Benchmarks.Bare;

/// <summary>Where the 19 values of a contact stand in the page; the two columns of "others" hold any number.</summary>
internal sealed class BareRow
{
    public const int OtherEmails = 5;
    public const int OtherPhones = 9;
    public const int Birthday = 12;

    public Range[] Columns { get; } = new Range[19];

    public List<Range> Emails { get; } = [];

    public List<Range> Phones { get; } = [];

    public byte[] Date { get; } = new byte[10];

    public int DateLength { get; set; }

    public void Clear()
    {
        Array.Clear(Columns);
        Emails.Clear();
        Phones.Clear();
        DateLength = 0;
    }
}

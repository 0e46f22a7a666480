using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Google.Contacts.Entries;

namespace Gcd.Infrastructure.Exports.PhoneBooks;

/// <summary>The numbers of a contact that can be dialled, in Google's order.</summary>
internal ref struct DialableNumbers(ExportContext context, Contact contact)
{
    private EntryList<PhoneNumber>.Enumerator phones = contact.PhoneNumbers.GetEnumerator();

    public DialableNumber Current { get; private set; }

    public readonly DialableNumbers GetEnumerator() => this;

    public bool MoveNext()
    {
        while (phones.MoveNext())
        {
            Current = new DialableNumber(context, contact, phones.Current);
            if (!Current.Digits.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many there are.</summary>
    public readonly int Count()
    {
        var count = 0;
        foreach (var _ in this)
        {
            count++;
        }

        return count;
    }
}

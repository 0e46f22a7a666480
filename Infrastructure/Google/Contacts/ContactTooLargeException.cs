namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>One contact's JSON is above the limit: asking again would not help.</summary>
internal sealed class ContactTooLargeException()
    : Exception($"One contact takes more than {Contact.MaxBytes / 1024 / 1024} MiB of the page.")
{
    public static void ThrowIfBeyond(long limit, long position)
    {
        if (position > limit)
        {
            throw new ContactTooLargeException();
        }
    }
}

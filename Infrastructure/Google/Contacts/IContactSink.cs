namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>Takes contacts one by one; nothing of a contact may be kept after the call.</summary>
internal interface IContactSink
{
    void Write(Contact contact);
}

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>Takes contacts one at a time. The record is refilled for the next one, so nothing of it may be kept.</summary>
internal interface IContactSink
{
    void Write(Contact contact);
}

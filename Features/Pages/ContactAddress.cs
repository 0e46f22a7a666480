using System.Net.Mail;

namespace Gcd.Features.Pages;

/// <summary>Makes a link of OPERATOR_CONTACT where it is a mail or web address; any other text, such as a phone number, stays text.</summary>
internal static class ContactAddress
{
    /// <returns>The link's target, or null where the text is no address.</returns>
    public static string? Of(string contact)
    {
        if (Uri.TryCreate(contact, UriKind.Absolute, out var address) && address.Scheme is "https" or "http")
        {
            return address.AbsoluteUri;
        }

        return MailAddress.TryCreate(contact, out var mail) && mail.Address == contact ? $"mailto:{contact}" : null;
    }
}

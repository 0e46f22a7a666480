namespace Gcd.Infrastructure.Google;

/// <summary>What Gcd asks people for, and nothing else.</summary>
internal static class GoogleScopes
{
    public const string Contacts = "https://www.googleapis.com/auth/contacts.readonly";
    public const string Email = "https://www.googleapis.com/auth/userinfo.email";
    public const string OpenId = "openid";

    public static readonly IReadOnlyList<string> All = [Contacts, Email, OpenId];

    // The wider scope opens contacts as well; somebody may have granted it to the same project before.
    private const string ContactsReadWrite = "https://www.googleapis.com/auth/contacts";

    public static bool AllowContacts(string granted) =>
        granted.Split(' ', StringSplitOptions.RemoveEmptyEntries) is var scopes && (scopes.Contains(Contacts) || scopes.Contains(ContactsReadWrite));
}

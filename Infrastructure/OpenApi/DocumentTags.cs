namespace Gcd.Infrastructure.OpenApi;

/// <summary>The groups that operations are shown in.</summary>
internal static class DocumentTags
{
    public const string SignIn = "Sign-in";
    public const string Contacts = "Contacts";
    public const string Token = "Token";
    public const string Links = "Links";
    public const string Service = "Service";
    public const string Pages = "Pages";

    /// <summary>In the order in which a caller meets them.</summary>
    public static void Describe(Dictionary<string, string> tags)
    {
        tags.Add(SignIn, "A person signs in with Google once and gets a Bearer token.");
        tags.Add(Contacts, "The person's contacts, as a stream.");
        tags.Add(Token, "Tokens: whose they are, what they open, and their end.");
        tags.Add(Links, "Addresses that deliver one file to phones, calendars and spreadsheets, which can send no header.");
        tags.Add(Service, "For monitoring: whether the service works, and its numbers.");
        tags.Add(Pages, "Pages for people.");
    }
}

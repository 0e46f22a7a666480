using Microsoft.OpenApi;

namespace Gcd.Infrastructure.OpenApi;

/// <summary>The groups that operations are shown in.</summary>
internal static class DocumentTags
{
    public const string SignIn = "Sign-in";
    public const string Contacts = "Contacts";
    public const string Token = "Token";
    public const string Service = "Service";
    public const string Pages = "Pages";

    public static readonly IReadOnlyList<OpenApiTag> All =
    [
        new() { Name = SignIn, Description = "A person signs in with Google, once, and gets a Bearer token." },
        new() { Name = Contacts, Description = "The person's contacts, as a stream." },
        new() { Name = Token, Description = "The token that a request carries: whose it is, and its end." },
        new() { Name = Service, Description = "For monitoring: whether the service works, and its numbers." },
        new() { Name = Pages, Description = "Pages for people." },
    ];
}

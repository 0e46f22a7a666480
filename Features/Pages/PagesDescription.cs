using Gcd.Infrastructure.OpenApi;

namespace Gcd.Features.Pages;

/// <summary>The pages in the published document.</summary>
internal static class PagesDescription
{
    public static readonly OperationDescription Home = new(
        "getHomePage",
        DocumentTags.Pages,
        "What this is and how to begin",
        "A page for people, whatever the request accepts.")
    {
        Replies = [Page("What Gcd is, a quick start, the number of users, and the state of the service", "Your Google contacts, as a download")],
    };

    public static readonly OperationDescription PrivacyPolicy = new(
        "getPrivacyPolicy",
        DocumentTags.Pages,
        "Privacy policy and terms of service",
        "A page for people, whatever the request accepts.")
    {
        Replies = [Page("What Gcd does with people's data, and on what terms it is offered", "Privacy policy and terms of service")],
    };

    private static ReplyDescription Page(string text, string heading) => new(StatusCodes.Status200OK, $"{text}.")
    {
        Contents = [ContentDescription.Page(text, heading)],
    };
}

using FastEndpoints;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Issuing;
using Gcd.Infrastructure.OpenApi;

namespace Gcd.Features.Links;

internal sealed class CreateLinkSummary : Summary<CreateLinkEndpoint, CreateLinkRequest>
{
    public CreateLinkSummary()
    {
        Summary = "Make a link";
        Description =
            "Makes an address that delivers one file, in one format, to whatever can send no header: a desk phone, a calendar, a spreadsheet. The address answers GET, HEAD and POST, " +
            "and any file name may follow its secret, also none. Whoever has the address can read these contacts, so give it only to what loads it. One person can have 50.";
        ExampleRequest = new CreateLinkRequest { Name = "Phone in the kitchen", Format = "yealink", Label = ["Family"], Has = ["phone"], ExpiresInDays = 365 };
        Response(
            201,
            "The link was made.",
            example: new CreatedLinkResponse { Url = "https://contacts.example.com/export/6xG2…/contacts.xml", Link = ListLinksSummary.Example with { LastUsedAt = null } });
        this.Refuses([.. IssueRefusals.OfTokens, IssueProblems.OneFormat, IssueProblems.LinksOff, BodyProblems.NotThis("$.format", CreateLinkEndpoint.Example), ErrorReplies.TooLarge, .. GoogleProblems.ExamplesOfLabels]);
    }
}

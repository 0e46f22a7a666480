using FastEndpoints;
using Gcd.Infrastructure.OpenApi;

namespace Gcd.Features.Pages;

internal sealed class HomeSummary : Summary<HomeEndpoint>
{
    public HomeSummary()
    {
        Summary = "What this is and how to begin";
        Description = "A page for people, whatever the request accepts.";
        Response(200, "What Gcd is, a quick start, the number of users, and the state of the service.", "text/html", PageExample.Of("Your Google contacts, as a download"));
    }
}

using FastEndpoints;
using Gcd.Infrastructure.OpenApi;

namespace Gcd.Features.Pages;

internal sealed class PrivacyPolicySummary : Summary<PrivacyPolicyEndpoint>
{
    public PrivacyPolicySummary()
    {
        Summary = "Privacy policy and terms of service";
        Description = "A page for people, whatever the request accepts.";
        Response(200, "What Gcd does with people's data, and on what terms it is offered.", "text/html", PageExample.Of("Privacy policy and terms of service"));
    }
}

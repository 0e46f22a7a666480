using FastEndpoints;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.OpenApi;

namespace Gcd.Features.Labels;

internal sealed class LabelsSummary : Summary<LabelsEndpoint>
{
    public LabelsSummary()
    {
        Summary = "List the person's labels";
        Description = "Returns the labels that the person has in Google Contacts, for the parameter `label` of `/download`. They are asked of Google at each request and never stored.";
        Response(200, "The labels.", example: new LabelsResponse
        {
            Labels =
            [
                new Label { Name = "myContacts", ResourceName = "contactGroups/myContacts", Contacts = 812 },
                new Label { Name = "starred", ResourceName = "contactGroups/starred", Contacts = 9 },
                new Label { Name = "Family", ResourceName = "contactGroups/3f2a1b0c8d7e6f5a", Contacts = 23 },
            ],
        });
        this.Refuses(GoogleProblems.ExamplesOfLabels);
    }
}

using FastEndpoints;
using Gcd.Infrastructure.Downloads;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Exports.Changes;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.OpenApi;

namespace Gcd.Features.Changes;

internal sealed class ChangesSummary : Summary<ChangesEndpoint, ChangesRequest>
{
    public ChangesSummary()
    {
        Summary = "List what changed in the person's contacts";
        Description =
            "Without a cursor it returns every contact, and a cursor. With the cursor of the reply before, it returns the contacts that are new or have changed since, each as a whole, and the resource names of those that are gone. " +
            "You keep the cursor; the service stores nothing. A cursor works for seven days from the read of everything that it goes back to, with the same format, label and has; then the reply is 410, and you begin again without one. " +
            "Google may show a change a few minutes late. It allows a read of everything only a few times a day for each person, so keep your cursor. " +
            "The reply is streamed, and a connection that breaks off means that it is not whole: keep your old cursor then.";
        RequestParam(request => request.Cursor, "The cursor of the reply before; leave it out to read everything.");
        RequestParam(
            request => request.Format,
            "What the objects in `contacts` are; the default is the first:\n\n" + string.Join('\n', ChangesFormat.All.Select(format => $"- `{format.Name}`: {format.Description}")));
        RequestParam(request => request.Label, "Only contacts with this label; give it several times for contacts with any of them. A contact that loses the label counts as deleted.");
        RequestParam(request => request.Has, $"Only contacts that have this: {string.Join(", ", ContactProperty.All.Select(property => $"`{property.Name}`"))}. Give it several times for contacts with all of them.");
        Response(200, "Everything, or what changed.", example: new ChangesResponse
        {
            UserEmail = "ada@example.com",
            Contacts = [Contact.Example],
            Deleted = ["people/c456"],
            Cursor = "AQhjZ4mT3nY…",
            IsComplete = false,
        });
        this.Refuses(
        [
            DownloadProblems.UnknownFormat("csv", ChangesFormat.All),
            ChangesProblems.InvalidCursor,
            ChangesProblems.CursorExpired,
            DownloadProblems.MetadataNotRead,
            DownloadProblems.UnknownProperty("fax"),
            DownloadProblems.UnknownLabel(new UnknownLabelException("Famliy", ["myContacts", "starred", "Family"])),
            DownloadProblems.FieldNotRead("memberships"),
            DownloadProblems.NotAllowed("the format json", "format=vcard"),
            DownloadProblems.TooManyOfPerson(2),
            DownloadProblems.Stalled(TimeSpan.FromSeconds(200)),
            DownloadProblems.Busy,
            .. GoogleProblems.ExamplesOfDownloads,
            DownloadProblems.Http10,
        ]);
    }
}

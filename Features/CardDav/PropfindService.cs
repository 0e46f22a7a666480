using Gcd.Infrastructure.Downloads;
using Gcd.Infrastructure.Exports;

namespace Gcd.Features.CardDav;

/// <summary>PROPFIND (RFC 4918, 9.1): properties of a resource, and of what is in it.</summary>
internal sealed class PropfindService(AddressBookState state, AddressBookListing listing, DownloadResponder responder)
{
    public async Task AnswerAsync(HttpContext context, DavAccess access, DavResource resource, PropertyRequest asked, bool withMembers, CancellationToken ct)
    {
        if (resource.Kind == DavKind.Card)
        {
            await AnswerCardAsync(context, access, resource, asked, ct);
        }
        else if (resource.Kind == DavKind.Book && withMembers)
        {
            await listing.SendWithBookAsync(context, access, asked, ct);
        }
        else
        {
            await AnswerAsync(context, access, asked, [resource, .. withMembers ? MembersOf(resource) : []], ct);
        }
    }

    private static IEnumerable<DavResource> MembersOf(DavResource resource) => resource.Kind switch
    {
        DavKind.Root => [DavResource.Principal, DavResource.Home],
        DavKind.Home => [DavResource.Book],
        _ => [],
    };

    private async Task AnswerAsync(HttpContext context, DavAccess access, PropertyRequest asked, IReadOnlyList<DavResource> resources, CancellationToken ct)
    {
        var name = asked.WantsState && resources.Contains(DavResource.Book) ? await state.CurrentAsync(access.User, access.Filter, ct) : null;
        var properties = new CollectionProperties(access, name);
        var answers = string.Concat(resources.Select(resource => properties.Answer(resource, asked)));
        await MultiStatus.SendAsync(context, answers, ct);
    }

    private async Task AnswerCardAsync(HttpContext context, DavAccess access, DavResource card, PropertyRequest asked, CancellationToken ct)
    {
        var format = new CardsFormat(new CardProperties(asked, cards: null, access.PublicPath));
        await responder.RespondAsync(
            context,
            access.Current,
            new ExportRequest(format) { Filter = access.Filter, ResourceNames = [card.ResourceName] },
            new DownloadTerms
            {
                WaitsForItsTurn = true,
                SetHeaders = (response, _) =>
                {
                    if (format.Gone > 0)
                    {
                        throw new NoSuchCardException();
                    }

                    DavHeaders.SetMultiStatus(response);
                },
            },
            ct);
    }
}

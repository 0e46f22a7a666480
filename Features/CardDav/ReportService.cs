using System.Xml.Linq;
using Gcd.Infrastructure.Downloads;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Sync;

namespace Gcd.Features.CardDav;

/// <summary>REPORT on the address book: cards by name, cards by a filter, and what changed (RFC 6352, 8.6 and 8.7; RFC 6578).</summary>
internal sealed class ReportService(AddressBookState state, AddressBookListing listing, DownloadResponder responder)
{
    public async Task AnswerAsync(HttpContext context, DavAccess access, DavResource resource, DavBody body, CancellationToken ct)
    {
        if (body.Root is not { } root)
        {
            await Problems.WriteAsync(context, DavProblems.NoReport);
        }
        else if (root.Name == DavName.CardDav + "addressbook-multiget")
        {
            await AnswerCardsAsync(context, access, PropertyRequest.Read(root), body.Hrefs, ct);
        }
        else if (resource.Kind != DavKind.Book)
        {
            await DavError.UnsupportedReportAsync(context);
        }
        else if (root.Name == DavName.CardDav + "addressbook-query")
        {
            await QueryAsync(context, access, root, ct);
        }
        else if (root.Name == DavName.Dav + "sync-collection")
        {
            await SyncAsync(context, access, PropertyRequest.Read(root), root.Element(DavName.SyncToken)?.Value.Trim() ?? string.Empty, ct);
        }
        else
        {
            await DavError.UnsupportedReportAsync(context);
        }
    }

    private static Task RefuseVersionAsync(HttpContext context) => DavError.UnmetAsync(context, new XElement(DavName.CardDav + "supported-address-data"));

    private async Task AnswerCardsAsync(HttpContext context, DavAccess access, PropertyRequest asked, IReadOnlyList<string> hrefs, CancellationToken ct)
    {
        if (asked.UnknownCardType is not null || access.Choose(asked) is not { } version)
        {
            await RefuseVersionAsync(context);
            return;
        }

        var named = hrefs.Distinct(StringComparer.Ordinal).Select(href => (Href: href, Resource: DavResource.FindHref(href, access.PublicPath))).ToList();
        var names = named.Where(card => card.Resource is { Kind: DavKind.Card }).Select(card => card.Resource!.Value.ResourceName).Distinct(StringComparer.Ordinal).ToList();
        var format = new CardsFormat(new CardProperties(asked, version, access.PublicPath)) { Missing = [.. named.Where(card => card.Resource is not { Kind: DavKind.Card }).Select(card => card.Href)] };
        if (names.Count == 0)
        {
            await MultiStatus.SendAsync(context, string.Concat(format.Missing.Select(MultiStatus.Gone)), ct);
            return;
        }

        await SendAsync(context, access, new ExportRequest(format) { Filter = access.Filter, ResourceNames = names }, new DownloadTerms(), ct);
    }

    private async Task QueryAsync(HttpContext context, DavAccess access, XElement query, CancellationToken ct)
    {
        var asked = PropertyRequest.Read(query);
        if (asked.UnknownCardType is not null || access.Choose(asked) is not { } version)
        {
            await RefuseVersionAsync(context);
        }
        else if (AddressBookFilter.Read(query, out var unmet) is not { } filter)
        {
            await DavError.UnmetAsync(context, unmet!);
        }
        else if (filter.IsPassedByAll && !asked.WantsCards)
        {
            await listing.SendCardsAsync(context, access, asked, ct);
        }
        else
        {
            await SendAsync(context, access, new ExportRequest(new CardsFormat(new CardProperties(asked, version, access.PublicPath), filter)) { Filter = access.Filter }, new DownloadTerms(), ct);
        }
    }

    private async Task SyncAsync(HttpContext context, DavAccess access, PropertyRequest asked, string syncToken, CancellationToken ct)
    {
        var known = await state.ReadAsync(access.User, access.Filter, ct);
        if (syncToken.Length == 0)
        {
            await ReadAllAsync(context, access, asked, known is [{ IsUnread: true } unread, ..] ? unread.Name : SyncStates.NewName(), ct);
        }
        else if (known.FirstOrDefault(one => !one.IsUnread && AddressBookState.SyncToken(one.Name) == syncToken) is not { } since)
        {
            await DavError.ExpiredSyncTokenAsync(context);
        }
        else if (since.Name == known[0].Name && state.IsFresh(access.User, since))
        {
            await MultiStatus.SendAsync(context, $"<d:sync-token>{AddressBookState.SyncToken(since.Name)}</d:sync-token>\n", ct);
        }
        else
        {
            await ReadChangesAsync(context, access, asked, since, known[0], ct);
        }
    }

    private Task ReadAllAsync(HttpContext context, DavAccess access, PropertyRequest asked, string name, CancellationToken ct)
    {
        var format = new AddressBookFormat(new CardAnswers(new CardProperties(asked, cards: null, access.PublicPath))) { SyncToken = _ => AddressBookState.SyncToken(name) };
        return SendAsync(
            context,
            access,
            new ExportRequest(format) { Filter = access.Filter, RequestsSyncToken = true, NeedsSyncToken = true },
            new DownloadTerms { SaveAsync = (export, saveCt) => state.SaveReadAsync(access.User, name, export, saveCt) },
            ct);
    }

    private Task ReadChangesAsync(HttpContext context, DavAccess access, PropertyRequest asked, NamedSyncPoint since, NamedSyncPoint newest, CancellationToken ct)
    {
        // Where nothing changed since, the newest state is the present one; it was found before Google is asked now, so nobody misses anything.
        var next = SyncStates.NewName();
        var unchanged = newest.IsUnread ? since : newest;
        var format = new AddressBookFormat(new CardAnswers(new CardProperties(asked, cards: null, access.PublicPath)))
        {
            SyncToken = hasChanged => AddressBookState.SyncToken(hasChanged ? next : unchanged.Name),
        };
        return SendAsync(
            context,
            access,
            new ExportRequest(format) { Filter = access.Filter, RequestsSyncToken = true, NeedsSyncToken = true, Since = since.Point },
            new DownloadTerms
            {
                SaveAsync = async (export, saveCt) =>
                {
                    if (format.HasAny)
                    {
                        await state.SaveChangesAsync(access.User, next, since.Point, export, saveCt);
                    }
                    else
                    {
                        state.Keep(access.User, unchanged);
                    }
                },
            },
            ct);
    }

    private Task SendAsync(HttpContext context, DavAccess access, ExportRequest export, DownloadTerms terms, CancellationToken ct) =>
        responder.RespondAsync(context, access.Current, export, terms with { WaitsForItsTurn = true, SetHeaders = static (response, _) => DavHeaders.SetMultiStatus(response) }, ct);
}

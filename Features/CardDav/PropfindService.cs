using System.Text;
using Gcd.Infrastructure.Downloads;
using Gcd.Infrastructure.Exports;

namespace Gcd.Features.CardDav;

/// <summary>PROPFIND (RFC 4918, 9.1): properties of a resource, and of what is in it.</summary>
internal sealed class PropfindService(AddressBookState state, ContactExports exports, DownloadResponder responder)
{
    public async Task AnswerAsync(HttpContext context, DavAccess access, DavResource resource, PropertyRequest asked, bool withMembers, CancellationToken ct)
    {
        if (resource.Kind == DavKind.Card)
        {
            await AnswerCardAsync(context, access, resource, asked, ct);
        }
        else if (resource.Kind == DavKind.Book && withMembers)
        {
            await ListAsync(context, access, asked, ct);
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
        var properties = new CollectionProperties(access.User.Email, access.Versions, name);
        var answers = string.Concat(resources.Select(resource => properties.Answer(resource, asked)));
        byte[] body = [.. MultiStatus.Begin, .. Encoding.UTF8.GetBytes(answers), .. MultiStatus.End];
        context.Response.StatusCode = StatusCodes.Status207MultiStatus;
        context.Response.ContentType = MultiStatus.MediaType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, ct);
    }

    /// <summary>The address book with all its cards. A read of everything gives the state with it, where nobody has it yet.</summary>
    private async Task ListAsync(HttpContext context, DavAccess access, PropertyRequest asked, CancellationToken ct)
    {
        NamedSyncState? named;
        using (var probe = exports.Start(access.User, new ExportRequest(new AddressBookFormat(AddressBookState.NoAnswers())) { Filter = access.Filter }))
        {
            await probe.PrepareAsync(ct);
            named = await NameAsync(access, probe.Fingerprint, asked, ct);
        }

        var format = new AddressBookFormat(new CardAnswers(new CardProperties(asked, cards: null)))
        {
            // Where Google gives no token now, nobody may be told a state that this read does not go back to.
            Before = isSynced => new CollectionProperties(access.User.Email, access.Versions, named.IsToRead && !isSynced ? null : named.Name).Answer(DavResource.Book, asked),
        };
        await responder.RespondAsync(
            context,
            access.Current,
            new ExportRequest(format) { Filter = access.Filter, RequestsSyncToken = named.IsToRead },
            new DownloadTerms
            {
                SetHeaders = static (response, _) => DavHeaders.SetMultiStatus(response),
                SaveAsync = (export, saveCt) => named.IsToRead ? state.SaveReadAsync(access.User, named.Name!, export, saveCt) : Task.CompletedTask,
            },
            ct);
    }

    private async Task<NamedSyncState> NameAsync(DavAccess access, string fingerprint, PropertyRequest asked, CancellationToken ct)
    {
        var newest = await state.FindNewestAsync(access.User, fingerprint, ct);
        if (AddressBookState.IsUnread(newest))
        {
            return new NamedSyncState(newest?.Name ?? Infrastructure.Sync.SyncStates.NewName(), IsToRead: true);
        }

        return asked.WantsState ? new NamedSyncState(await state.CurrentAsync(access.User, access.Filter, ct), IsToRead: false) : new NamedSyncState(null, IsToRead: false);
    }

    private async Task AnswerCardAsync(HttpContext context, DavAccess access, DavResource card, PropertyRequest asked, CancellationToken ct)
    {
        var format = new CardsFormat(new CardProperties(asked, cards: null));
        await responder.RespondAsync(
            context,
            access.Current,
            new ExportRequest(format) { Filter = access.Filter, ResourceNames = [card.ResourceName] },
            new DownloadTerms
            {
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

    /// <param name="Name">Null where nobody asks for it.</param>
    /// <param name="IsToRead">Whether the read that follows is to give it its token.</param>
    private sealed record NamedSyncState(string? Name, bool IsToRead);
}

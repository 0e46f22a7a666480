using Gcd.Infrastructure.Downloads;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Sync;

namespace Gcd.Features.CardDav;

/// <summary>All cards with their entity tags. This read of everything gives the address book's state too, where a client was told its name and nobody has read it yet.</summary>
internal sealed class AddressBookListing(AddressBookState state, DownloadResponder responder)
{
    /// <summary>As PROPFIND has it: the address book itself, then the cards.</summary>
    public Task SendWithBookAsync(HttpContext context, DavAccess access, PropertyRequest asked, CancellationToken ct) => SendAsync(context, access, asked, withBook: true, ct);

    /// <summary>As addressbook-query has it: the cards alone.</summary>
    public Task SendCardsAsync(HttpContext context, DavAccess access, PropertyRequest asked, CancellationToken ct) => SendAsync(context, access, asked, withBook: false, ct);

    private async Task SendAsync(HttpContext context, DavAccess access, PropertyRequest asked, bool withBook, CancellationToken ct)
    {
        var named = await NameAsync(access, withBook && asked.WantsState, ct);
        var format = new AddressBookFormat(new CardAnswers(new CardProperties(asked, cards: null, access.PublicPath)))
        {
            // Where Google gives no token now, nobody may be told a state that this read does not go back to.
            Before = isSynced => withBook ? new CollectionProperties(access, named.IsToRead && !isSynced ? null : named.Name).Answer(DavResource.Book, asked) : string.Empty,
        };
        await responder.RespondAsync(
            context,
            access.Current,
            new ExportRequest(format) { Filter = access.Filter, RequestsSyncToken = named.IsToRead },
            new DownloadTerms
            {
                WaitsForItsTurn = true,
                SetHeaders = static (response, _) => DavHeaders.SetMultiStatus(response),
                SaveAsync = (export, saveCt) => named.IsToRead ? state.SaveReadAsync(access.User, named.Name!, export, saveCt) : Task.CompletedTask,
            },
            ct);
    }

    private async Task<NamedState> NameAsync(DavAccess access, bool isAsked, CancellationToken ct) =>
        await state.ReadAsync(access.User, access.Filter, ct) switch
        {
            [] => new NamedState(SyncStates.NewName(), IsToRead: true),
            [{ IsUnread: true } unread, ..] => new NamedState(unread.Name, IsToRead: true),
            _ => new NamedState(isAsked ? await state.CurrentAsync(access.User, access.Filter, ct) : null, IsToRead: false),
        };

    /// <param name="Name">Null where nobody asks for it.</param>
    /// <param name="IsToRead">Whether the read that follows is to give it its token.</param>
    private sealed record NamedState(string? Name, bool IsToRead);
}

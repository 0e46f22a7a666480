using System.Text.Unicode;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Exports;

/// <summary>How far one download has come: the page to ask for next, what was written, and the formatted bytes of the page at hand.</summary>
internal sealed class ContactDownload(StoredUser user, ExportFormat format, DateOnly date) : IDisposable
{
    private readonly PooledBuffer formatted = new();
    private readonly Contact contact = new();
    private readonly ExportContext context = new() { UserEmail = user.Email, Date = date };
    private bool isBegun;

    public StoredUser User => user;

    /// <summary>The Google access token in use, or null before the first page.</summary>
    public GoogleAccess? Access { get; set; }

    /// <summary>Null for the first page, and once the last one was taken.</summary>
    public string? NextPageToken { get; private set; }

    /// <summary>How many contacts Google announced with the first page.</summary>
    public int? Announced { get; private set; }

    /// <summary>How many contacts were written.</summary>
    public long Written { get; private set; }

    public bool IsComplete { get; private set; }

    /// <summary>The bytes of the page that was taken last.</summary>
    public ReadOnlyMemory<byte> Formatted => formatted.Written;

    /// <summary>Gives the memory of the formatted bytes back, once they are sent.</summary>
    public void Release() => formatted.Clear();

    /// <summary>Formats one page. When it throws, nothing of the page counts, and the same page can be taken again.</summary>
    /// <exception cref="GoogleFaultException">The page is malformed or holds a contact that is too large.</exception>
    public void Take(ArraySegment<byte> bytes)
    {
        formatted.Clear();
        var page = Format(bytes);
        Announced = isBegun ? Announced : page.TotalItems;
        isBegun = true;
        Written += page.Contacts;
        NextPageToken = page.NextPageToken;
        IsComplete = NextPageToken is null;
    }

    public void Dispose() => formatted.Dispose();

    private PeoplePage Format(ArraySegment<byte> bytes)
    {
        try
        {
            using var valid = new PooledBuffer();
            if (!Utf8.IsValid(bytes))
            {
                valid.Advance(JsonEscapes.Sanitise(bytes, valid.GetSpan(bytes.Count * 3)));
                bytes = valid.Segment;
            }

            return Write(bytes);
        }
        catch (MalformedPageException malformed)
        {
            throw Discard(GoogleFaultKind.Malformed, malformed);
        }
        catch (ContactTooLargeException tooLarge)
        {
            throw Discard(GoogleFaultKind.ContactTooLarge, tooLarge);
        }
        finally
        {
            contact.Clear();
        }
    }

    private PeoplePage Write(ArraySegment<byte> bytes)
    {
        var output = new Utf8Output(formatted);
        if (!isBegun)
        {
            format.Begin(context, ref output);
        }

        var reader = new PeoplePageReader(bytes);
        for (var index = Written; reader.Read(contact); index++)
        {
            context.Scratch.Clear();
            format.Write(context, contact, index, ref output);
        }

        if (reader.Page.NextPageToken is not { } next)
        {
            format.End(context, Written + reader.Page.Contacts, ref output);
        }
        else if (next == NextPageToken)
        {
            throw new MalformedPageException(reader.Position.Offset);
        }

        output.Flush();
        return reader.Page;
    }

    // Half a page is nothing to send, nor to keep in memory while Google is asked again.
    private GoogleFaultException Discard(GoogleFaultKind kind, Exception fault)
    {
        formatted.Clear();
        return new GoogleFaultException(kind, fault.Message, fault);
    }
}

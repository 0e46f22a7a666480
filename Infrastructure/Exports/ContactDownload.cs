using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Exports;

/// <summary>How far one download has come: the page to ask for next, what was written, and the formatted bytes of the page at hand.</summary>
internal sealed class ContactDownload(StoredUser user, IContactFormat format) : IDisposable
{
    private readonly PooledBuffer formatted = new();
    private readonly Contact contact = new();
    private readonly IContactWriter writer = format.CreateWriter();
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
    public void Take(ReadOnlyMemory<byte> bytes)
    {
        formatted.Clear();
        if (!isBegun)
        {
            writer.Begin(formatted, user.Email);
        }

        writer.BeginPage(formatted, Written);
        var page = Parse(bytes);
        if (page.NextPageToken is not null && page.NextPageToken == NextPageToken)
        {
            formatted.Clear();
            throw new GoogleFaultException(GoogleFaultKind.Malformed, "A page names itself as the next one.");
        }

        Announced = isBegun ? Announced : page.TotalItems;
        isBegun = true;
        Written += page.Contacts;
        NextPageToken = page.NextPageToken;
        if (NextPageToken is null)
        {
            writer.End(formatted, Written);
            IsComplete = true;
        }
    }

    public void Dispose() => formatted.Dispose();

    private PeoplePage Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return PeoplePageParser.Parse(bytes, contact, writer);
        }
        catch (MalformedPageException malformed)
        {
            throw Discard(GoogleFaultKind.Malformed, malformed);
        }
        catch (ContactTooLargeException tooLarge)
        {
            throw Discard(GoogleFaultKind.ContactTooLarge, tooLarge);
        }
    }

    // Half a page is nothing to send, nor to keep in memory while Google is asked again.
    private GoogleFaultException Discard(GoogleFaultKind kind, Exception fault)
    {
        formatted.Clear();
        return new GoogleFaultException(kind, fault.Message, fault);
    }
}

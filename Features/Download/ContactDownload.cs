using Gcd.Features.Download.Formats;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Download;

/// <summary>How far one download has come: the page to ask for next, what was written, and the formatted bytes of the page at hand.</summary>
internal sealed class ContactDownload : IContactSink, IDisposable
{
    private readonly PooledBuffer formatted = new();
    private readonly Contact contact = new();
    private readonly IContactWriter writer;
    private long writtenBefore;
    private bool isBegun;

    public ContactDownload(StoredUser user, IContactFormat format)
    {
        User = user;
        writer = format.CreateWriter(formatted);
    }

    public StoredUser User { get; }

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
    /// <exception cref="Infrastructure.Google.GoogleFaultException">The page is malformed or too large.</exception>
    public void Take(ReadOnlyMemory<byte> page)
    {
        formatted.Clear();
        Written = writtenBefore;
        if (!isBegun)
        {
            writer.Begin(User.Email);
        }

        var info = PeoplePageParser.Parse(page, contact, this);
        Announced = isBegun ? Announced : info.TotalItems;
        isBegun = true;
        NextPageToken = info.NextPageToken;
        writtenBefore = Written;
        if (NextPageToken is null)
        {
            writer.End(Written);
            IsComplete = true;
        }
    }

    public void Write(Contact contact) => writer.Write(contact, isFirst: Written++ == 0);

    public void Dispose() => formatted.Dispose();
}

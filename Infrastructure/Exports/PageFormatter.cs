using System.Buffers;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Memory;

namespace Gcd.Infrastructure.Exports;

/// <summary>
/// Formats the pages of one export, each in as many pieces as it needs. A page is known to be whole before its first piece can be sent:
/// an ordinary one fits into one piece and is read once; what goes beyond a piece is first read to the page's end into nothing.
/// </summary>
internal sealed class PageFormatter(ExportFormat format, PersonSelection selection, ExportContext context, ArrayPool<byte> pool, PageShape shape = PageShape.Connections) : IDisposable
{
    /// <summary>Above what a thousand contacts take, so that only pages with long texts are read twice; with one more contact it still fits into the memory of an ordinary page.</summary>
    public const int PieceSize = DownloadMemory.OrdinaryPage * 3 / 4;

    private readonly PooledBuffer formatted = new(pool);
    private readonly Contact contact = new();
    private PageBuffer? page;
    private ContactFilter filter = ContactFilter.None;
    private PeoplePagePosition position;
    private long written;
    private long writtenBefore;
    private int toSkip;
    private bool isBegun;

    /// <summary>The bytes of the piece at hand, until the next one is asked for.</summary>
    public ReadOnlyMemory<byte> Piece => formatted.Written;

    /// <summary>How many contacts were formatted.</summary>
    public long Contacts => written;

    /// <summary>Whether the format shows labels, so that their names must be known before the first contact.</summary>
    public bool ShowsLabels { get; } = format.ShowsLabels && selection.Parts.Any(part => part.Field == PersonSchema.Memberships);

    /// <summary>Whether the file takes no more contacts.</summary>
    public bool IsFull => format.IsFull(context);

    /// <summary>Leaves contacts out; without it, all are formatted.</summary>
    /// <param name="only">Those that the file holds.</param>
    /// <param name="skip">How many of the first page come before them.</param>
    public void Begin(ContactFilter only, int skip)
    {
        filter = only;
        toSkip = skip;
    }

    /// <summary>Takes a page over and formats its first piece. When it throws, nothing of the page counts, and the same page can be taken again.</summary>
    /// <param name="received">The page.</param>
    /// <param name="next">The token of the page that follows, where the page itself does not say it.</param>
    /// <exception cref="GoogleFaultException">The page is malformed or holds a contact that is too large.</exception>
    public PeoplePage Take(PageBuffer received, string? next = null)
    {
        formatted.Clear();
        writtenBefore = written;
        position = new PeoplePagePosition { NextPageToken = next };
        page = received;
        try
        {
            if (format.NeedsWholePages)
            {
                ReadToEnd();
            }

            Format();
            var whole = ReadToEnd();
            isBegun = true;
            toSkip = 0;
            return whole;
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
            ReleaseIfRead();
        }
    }

    /// <summary>Formats the page's next piece; false when there is nothing left of it.</summary>
    public bool TakeNextPiece()
    {
        formatted.Clear();
        if (page is not null)
        {
            Format();
            ReleaseIfRead();
        }

        return formatted.Length > 0;
    }

    public void Dispose()
    {
        page?.Dispose();
        formatted.Dispose();
    }

    private void Format()
    {
        var output = new Utf8Output(formatted);
        if (!isBegun)
        {
            format.Begin(context, ref output);
        }

        var reader = new PeoplePageReader(page!.Written, selection, position, shape);
        while (output.Written < PieceSize && !format.IsFull(context) && reader.Read(contact))
        {
            var index = reader.Contacts - 1;
            if (index < toSkip)
            {
                continue;
            }

            if (contact.IsDeleted || !filter.Allows(contact))
            {
                format.Omit(context, contact, ref output);
            }
            else
            {
                context.Scratch.Clear();
                context.Place = context.Place with { Contacts = index };
                format.Write(context, contact, written, ref output);
                written++;
            }
        }

        position = reader.Position;
        if (format.IsFull(context))
        {
            position.IsAtEnd = true;
            format.End(context, written, ref output);
        }
        else if (position is { IsAtEnd: true, NextPageToken: null })
        {
            context.NextSyncToken = position.NextSyncToken;
            format.End(context, written, ref output);
        }

        output.Flush();
    }

    /// <summary>Finds what the page says at its end, and every fault in the rest of it.</summary>
    private PeoplePage ReadToEnd()
    {
        var reader = new PeoplePageReader(page!.Written, selection, position, shape);
        while (reader.Read(contact))
        {
            // Nothing but its faults matters yet.
        }

        return reader.Page;
    }

    // Half a page is nothing to send, nor to keep in memory while Google is asked again.
    private GoogleFaultException Discard(GoogleFaultKind kind, Exception fault)
    {
        formatted.Clear();
        written = writtenBefore;
        position = new PeoplePagePosition { IsAtEnd = true };
        return new GoogleFaultException(kind, fault.Message, fault);
    }

    // While the caller takes the last piece, nothing else of the page is kept.
    private void ReleaseIfRead()
    {
        contact.Clear();
        if (position.IsAtEnd)
        {
            page?.Dispose();
            page = null;
        }
    }
}

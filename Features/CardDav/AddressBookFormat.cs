using System.Globalization;
using System.Text;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Features.CardDav;

/// <summary>The list of all cards, or of those that changed, with their entity tags: people.connections.list tells them without the contacts. It belongs to one reply.</summary>
internal sealed class AddressBookFormat(CardAnswers answers) : ExportFormat
{
    // One for all lists: Google ties a sync token to what is read.
    private static readonly PersonSelection Identity = new PersonSelection(PersonSchema.Sources.Only("type", "etag")).TellingChanges();

    // A reply names nothing twice (RFC 4918, 14.24), and Google tells of a merged contact twice: as deleted, and as an earlier name of the other one.
    private readonly HashSet<string> gone = new(StringComparer.Ordinal);

    public override string Name => CardDavSetup.FormatName;

    public override string MediaType => MultiStatus.MediaType;

    public override string Extension => "xml";

    public override string Description => "The address book for CardDAV.";

    public override string Revision => CardETag.WriterVersion.ToString(CultureInfo.InvariantCulture);

    public override PersonSelection Reads => Identity;

    public override IReadOnlyList<string> Sources => ["READ_SOURCE_TYPE_CONTACT"];

    // Whether anything changed is remembered from page to page.
    public override bool NeedsWholePages => true;

    /// <summary>What comes before the cards; told whether Google gives a sync token at the end.</summary>
    public Func<bool, string>? Before { get; init; }

    /// <summary>The sync token after the cards; told whether anybody changed. Null where none was asked for.</summary>
    public Func<bool, string>? SyncToken { get; init; }

    /// <summary>Whether anybody was in the list.</summary>
    public bool HasAny { get; private set; }

    /// <summary>It holds no contact, only who there is.</summary>
    public override long CountDelivered(long written) => 0;

    public override void Begin(ExportContext context, ref Utf8Output output)
    {
        output.Write(MultiStatus.Begin);
        output.Write(Encoding.UTF8.GetBytes(Before?.Invoke(context.IsSynced) ?? string.Empty));
    }

    public override void Write(ExportContext context, Contact contact, long index, ref Utf8Output output)
    {
        HasAny = true;
        answers.Write(context, contact, ref output);
        WritePreviousNames(contact, ref output);
    }

    public override void Omit(ExportContext context, Contact contact, ref Utf8Output output)
    {
        if (context.TellsChanges)
        {
            HasAny = true;
            WriteGone(contact.Raw(contact.ResourceName), ref output);
            WritePreviousNames(contact, ref output);
        }
    }

    public override void End(ExportContext context, long total, ref Utf8Output output)
    {
        if (SyncToken is { } syncToken)
        {
            // Without Google's, the client would have to read everything again, and not know why.
            _ = context.NextSyncToken ?? throw new MalformedPageException(0);
            output.Write(Encoding.UTF8.GetBytes($"<d:sync-token>{syncToken(HasAny)}</d:sync-token>\n"));
        }

        output.Write(MultiStatus.End);
    }

    // The card of a name that the contact had before people were merged is gone; this one takes its place.
    private void WritePreviousNames(Contact contact, ref Utf8Output output)
    {
        foreach (var name in contact.PreviousNames)
        {
            WriteGone(name, ref output);
        }
    }

    private void WriteGone(ReadOnlySpan<byte> resourceName, ref Utf8Output output)
    {
        if (gone.Add(Encoding.UTF8.GetString(resourceName)))
        {
            answers.WriteGone(resourceName, ref output);
        }
    }
}

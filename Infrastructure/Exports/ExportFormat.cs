using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports;

/// <summary>
/// A file format. One instance serves the whole process, so a format keeps nothing between calls: what belongs to one export is in its
/// <see cref="ExportContext"/>, and contacts are counted for it. A page that fails midway can therefore simply be written again.
/// </summary>
internal abstract class ExportFormat
{
    /// <summary>The value of <c>?format=</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Other values of <c>?format=</c> that mean the same.</summary>
    public virtual IReadOnlyList<string> Aliases => [];

    /// <summary>With its parameters, as the header Content-Type has it.</summary>
    public abstract string MediaType { get; }

    /// <summary>The file name's extension, without the dot.</summary>
    public abstract string Extension { get; }

    /// <summary>The beginning of the file's name.</summary>
    public virtual string FileName => "contacts";

    /// <summary>One sentence for the pages and the OpenAPI document.</summary>
    public abstract string Description { get; }

    /// <summary>What it reads of a person: that is asked of Google, as far as PERSON_FIELDS allows it, and nothing else is there to be written.</summary>
    public abstract PersonSelection Reads { get; }

    /// <summary>The sources that are asked for, of Google's schema ReadSourceType; none means contacts together with profiles.</summary>
    public virtual IReadOnlyList<string> Sources => [];

    /// <summary>Whether a page must be known to be whole before its first contact is written, because what was written cannot be taken back.</summary>
    public virtual bool NeedsWholePages => false;

    /// <summary>Whether it shows labels by their names.</summary>
    public bool ShowsLabels => Reads.OfWholePerson is null && Reads.Parts.Any(part => part.Field == PersonSchema.Memberships);

    /// <summary>Something that differs when another build writes the same contact otherwise, for formats whose clients must then read it again.</summary>
    public virtual string Revision => string.Empty;

    /// <summary>How many contacts are asked of Google at a time; null for PAGE_SIZE.</summary>
    public virtual int? PageSize => null;

    /// <summary>Whether the file takes no more contacts; what is left begins at a place that the format kept in the export's state.</summary>
    public virtual bool IsFull(ExportContext context) => false;

    /// <summary>What comes before the contacts.</summary>
    public virtual void Begin(ExportContext context, ref Utf8Output output)
    {
    }

    /// <param name="context">The export, with its scratch memory.</param>
    /// <param name="contact">Refilled for the next contact, so nothing of it may be kept.</param>
    /// <param name="index">How many contacts were written before.</param>
    /// <param name="output">Where the contact goes.</param>
    public abstract void Write(ExportContext context, Contact contact, long index, ref Utf8Output output);

    /// <summary>How many contacts the caller gets, for the metrics.</summary>
    /// <param name="written">How many were given to <see cref="Write"/>.</param>
    public virtual long CountDelivered(long written) => written;

    /// <summary>Told of a contact that the file does not hold: the filter does not let it pass, or it is deleted.</summary>
    public virtual void Omit(ExportContext context, Contact contact, ref Utf8Output output)
    {
    }

    /// <summary>What comes after the contacts.</summary>
    public virtual void End(ExportContext context, long total, ref Utf8Output output)
    {
    }
}

using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>
/// The cells of one contact in a wide table, filled in any order. A cell is a range of the page, or, complemented, of the scratch memory,
/// where what is composed or unescaped lies. The cells themselves are the caller's, on its stack.
/// </summary>
internal readonly ref struct TableRow
{
    private readonly Span<TextRange> cells;

    public TableRow(ExportContext context, Contact contact, Span<TextRange> cells)
    {
        Contact = contact;
        Plain = context.Scratch;
        Labels = context.Labels;
        this.cells = cells;
        cells.Clear();
    }

    public Contact Contact { get; }

    /// <summary>Where cells are composed.</summary>
    public PlainText Plain { get; }

    public ContactGroups Labels { get; }

    public ReadOnlySpan<byte> this[int column]
    {
        get
        {
            var cell = cells[column];
            return cell.IsEmpty ? default : cell.Start < 0 ? Plain.Slice(~cell.Start, cell.Length) : Contact.Raw(cell);
        }
    }

    public bool IsEmpty(int column) => cells[column].IsEmpty;

    public void Set(int column, TextRange text)
    {
        if (!text.HasEscapes)
        {
            cells[column] = text;
            return;
        }

        var start = Plain.Length;
        Append(text);
        SetFrom(column, start);
    }

    /// <summary>The cell holds what was composed since the scratch memory had this length.</summary>
    public void SetFrom(int column, int start) => SetFrom(column, start, Plain.Length - start);

    public void SetFrom(int column, int start, int length) => cells[column] = new TextRange(~start, length, hasEscapes: false);

    /// <summary>Appends a value of the contact to what is being composed.</summary>
    public void Append(TextRange text) => Plain.Append(Contact.Raw(text), text.HasEscapes);

    public ReadOnlySpan<byte> Text(TextRange text) => Plain.Of(Contact.Raw(text), text.HasEscapes);
}

using Gcd.Infrastructure.Exports.Text;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>The workbook of one export. Its writer is asynchronous, but has nothing to wait for: what it writes is collected in memory, and taken at once.</summary>
internal sealed class Workbook : IDisposable
{
    // SpreadCheetah 1.28.0 breaks a pair of surrogates and loses the end of a cell that its buffer cannot hold; the longest has 32,767 times &quot;.
    private const int BufferSize = 256 * 1024;

    private readonly CollectedBytes collected = new();
    private readonly XlsxText text = new();
    private readonly DataCell[] cells = new DataCell[XlsxColumns.All.Length];
    private readonly Spreadsheet spreadsheet;

    public Workbook()
    {
        spreadsheet = Complete(Spreadsheet.CreateNewAsync(collected, new SpreadCheetahOptions { PreserveStringWhitespace = true, BufferSize = BufferSize }));
        var options = new WorksheetOptions { FrozenRows = 1, FrozenColumns = 1 };
        foreach (var (index, (_, _, width)) in XlsxColumns.All.Index())
        {
            options.Column(index + 1).Width = width;
        }

        Complete(spreadsheet.StartWorksheetAsync("Contacts", options));
        var bold = spreadsheet.AddStyle(new Style { Font = { Bold = true } });
        Complete(spreadsheet.AddRowAsync([.. XlsxColumns.All.Select(column => new Cell(column.Name, bold))]));
    }

    public void Add(scoped TableRow row, ref Utf8Output output)
    {
        text.Clear();
        var used = 0;
        for (var column = 0; column < cells.Length; column++)
        {
            var value = row[XlsxColumns.All[column].Cell];
            cells[column] = value.IsEmpty ? default : new DataCell(text.Of(value));
            used = value.IsEmpty ? used : column + 1;
        }

        Complete(spreadsheet.AddRowAsync(cells.AsMemory(0, used)));
        collected.HandTo(ref output);
    }

    public void Finish(ref Utf8Output output)
    {
        Complete(spreadsheet.FinishAsync());
        collected.HandTo(ref output);
    }

    public void Dispose()
    {
        spreadsheet.Dispose();
        collected.Dispose();
    }

    private static void Complete(ValueTask task) => task.AsTask().GetAwaiter().GetResult();

    private static T Complete<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
}

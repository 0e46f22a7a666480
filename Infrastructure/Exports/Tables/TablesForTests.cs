using System.Buffers;
using Gcd.Infrastructure.Google.Contacts;
using static Gcd.Infrastructure.Exports.FilesForTests;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>Tables of one contact, read by the names of their columns.</summary>
internal static class TablesForTests
{
    public static readonly ContactGroups Labels = new(
    [
        new ContactGroup("contactGroups/myContacts", "myContacts", IsOwn: false, 3),
        new ContactGroup("contactGroups/starred", "starred", IsOwn: false, 1),
        new ContactGroup("contactGroups/friends", "friends", IsOwn: false, 1),
        new ContactGroup("contactGroups/1a2b3c", "Family, near 👪", IsOwn: true, 2),
        new ContactGroup("contactGroups/4d5e6f", "Work", IsOwn: true, 1),
    ]);

    /// <summary>The file of one contact.</summary>
    public static byte[] File(ExportFormat format, string person)
    {
        var context = Context();
        context.Labels = Labels;
        var file = new ArrayBufferWriter<byte>();
        using var formatter = new PageFormatter(format, format.Reads, context, ArrayPool<byte>.Shared);
        formatter.Take(Received($$"""{"connections":[{{person}}]}"""));
        do
        {
            file.Write(formatter.Piece.Span);
        }
        while (formatter.TakeNextPiece());

        context.Dispose();
        return file.WrittenSpan.ToArray();
    }

    /// <summary>The cells of one contact that are not empty.</summary>
    public static Dictionary<string, string> Cells(ExportFormat format, string person) => Cells(CsvForTests.Read(Strict.GetString(File(format, person))));

    public static Dictionary<string, string> Cells(IReadOnlyList<string[]> rows)
    {
        Assert.Equal(2, rows.Count);
        return rows[0].Zip(rows[1]).Where(cell => cell.Second.Length > 0).ToDictionary(cell => cell.First, cell => cell.Second);
    }

    public static string EveryField { get; } = Gcd.Sandbox.Accounts.EveryField.Create().ToJsonString();

    /// <summary>A list with as many entries.</summary>
    public static string List(string name, int count, Func<int, string> entry) =>
        $"\"{name}\":[{string.Join(',', Enumerable.Range(1, count).Select(entry))}]";
}

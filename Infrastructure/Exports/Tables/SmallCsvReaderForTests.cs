using System.Text;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>An independent reader of RFC 4180 that accepts nothing else: CRLF, and quotes only where they are needed.</summary>
internal static class SmallCsvReaderForTests
{
    public static List<string[]> Read(string csv)
    {
        var records = new List<string[]>();
        var record = new List<string>();
        for (var at = 0; at < csv.Length;)
        {
            record.Add(csv[at] == '"' ? Quoted(csv, ref at) : Bare(csv, ref at));
            if (csv[at] == ',')
            {
                at++;
                continue;
            }

            Assert.Equal("\r\n", csv.Substring(at, 2));
            at += 2;
            records.Add([.. record]);
            record.Clear();
        }

        Assert.Empty(record);
        return records;
    }

    private static string Bare(string csv, ref int at)
    {
        var end = csv.AsSpan(at).IndexOfAny(',', '\r') + at;
        var value = csv[at..end];
        Assert.DoesNotContain('"', value);
        Assert.DoesNotContain('\n', value);
        at = end;
        return value;
    }

    private static string Quoted(string csv, ref int at)
    {
        var value = new StringBuilder();
        for (at++; csv[at] != '"' || csv[at + 1] == '"'; at++)
        {
            at += csv[at] == '"' ? 1 : 0;
            value.Append(csv[at]);
        }

        at++;
        Assert.True(value.ToString().AsSpan().ContainsAny(",\"\r\n"), "quoted without need");
        return value.ToString();
    }
}

using Gcd.Benchmarks.Load;
using Gcd.Benchmarks.Processes;
using Gcd.Benchmarks.Report;
using Gcd.Infrastructure.Exports;

namespace Gcd.Benchmarks.Measurements;

/// <summary>
/// One download of 25,000 contacts in each format, and of vCard from the bare loop too, all in turn in each round. The bare loop leaves out notes,
/// links, anniversaries and labels, a twelfth of the bytes, so its time flatters it.
/// </summary>
internal sealed class FormatTimes : IMeasurement
{
    private const int Contacts = 25_000;
    private const int WarmUps = 20;
    private const int Rounds = 15;
    private const int DownloadsARound = 3;
    private const string Bare = "vcard";
    private const double MostTimesBare = 1.5;
    private const double MostTimesCsv = 2;

    public string Name => "formats";

    /// <summary>A download is one file; of cisco it is a page of 32 entries.</summary>
    public static IEnumerable<string> Measured => ExportFormats.All.Select(format => format.Name).Where(name => name != "cisco");

    public async Task RunAsync(ResultTable table)
    {
        await using var bed = await TestBed.StartAsync();
        await using var gcd = await bed.StartGcdAsync();
        await using var bare = await bed.StartBareAsync(Bare);
        var account = bed.Account("large", Contacts);
        var (tokenOfGcd, tokenOfBare) = (await gcd.TokenForAsync(account), await bare.TokenForAsync(account));
        var downloads = Measured.ToDictionary(format => format, format => new Download(gcd, tokenOfGcd, format));
        using var ofBare = new Download(bare, tokenOfBare, Bare);
        var formats = downloads.ToDictionary(download => download.Key, download => new DownloadSeries(gcd, download.Value));
        var bareSeries = new DownloadSeries(bare, ofBare);
        DownloadSeries[] all = [.. formats.Values, bareSeries];
        foreach (var series in all)
        {
            await series.RunAsync(WarmUps);
            bed.Google.Requests.Reset();
        }

        for (var round = 0; round < Rounds; round++)
        {
            foreach (var series in all)
            {
                await series.RunAsync(DownloadsARound, isCounted: true);
                bed.Google.Requests.Reset();
            }
        }

        foreach (var (format, series) in formats)
        {
            Add(table, $"{format}, Gcd", series);
            downloads[format].Dispose();
        }

        Add(table, $"{Bare}, bare", bareSeries);
        Judge(table, formats);
        table.AtMost($"Time of a {Bare} download, Gcd / bare", Time(formats[Bare]) / Time(bareSeries), MostTimesBare);
        table.Note($"Processor time of a {Bare} download, Gcd / bare", Cpu(formats[Bare]) / Cpu(bareSeries));
    }

    private static void Judge(ResultTable table, Dictionary<string, DownloadSeries> formats)
    {
        foreach (var (format, series) in formats.Where(one => one.Key != "csv"))
        {
            var (name, ratio) = ($"Processor time, {format} / csv", Cpu(series) / Cpu(formats["csv"]));
            if (format == "xlsx")
            {
                // It is compressed, which costs more than all that the others do.
                table.Note(name, ratio);
            }
            else
            {
                table.AtMost(name, ratio, MostTimesCsv);
            }
        }
    }

    private static void Add(ResultTable table, string name, DownloadSeries series)
    {
        table.Add($"{name}, {Contacts} contacts", new Figure(series.Times), "ms");
        table.Add($"{name}, {Contacts} contacts, processor time", new Figure(series.Cpu), "ms");
    }

    private static double Time(DownloadSeries series) => new Figure(series.Times).Median;

    private static double Cpu(DownloadSeries series) => new Figure(series.Cpu).Median;
}

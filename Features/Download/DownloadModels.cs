using Gcd.Infrastructure.Exports;
using Microsoft.Extensions.Primitives;

namespace Gcd.Features.Download;

/// <summary>What is asked for.</summary>
internal sealed record DownloadRequest(ExportFormat? Format, string Given)
{
    /// <summary>The format alone decides; csv where none is named, any case.</summary>
    public static DownloadRequest Read(StringValues format) => format.Count switch
    {
        0 => new(ExportFormats.Default, string.Empty),
        1 => new(string.IsNullOrEmpty(format[0]) ? ExportFormats.Default : ExportFormats.Find(format[0]!), format[0]!),
        _ => new(null, format.ToString()),
    };
}

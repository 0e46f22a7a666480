using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Http;

namespace Gcd.Infrastructure.Downloads;

/// <summary>What is exported, or why nothing is.</summary>
internal readonly record struct ExportChoice
{
    public ExportChoice(ExportRequest request, DownloadTerms? terms = null) => (Request, Terms) = (request, terms);

    public ExportChoice(Problem problem) => Problem = problem;

    public ExportRequest? Request { get; }

    /// <summary>Null for those of a file.</summary>
    public DownloadTerms? Terms { get; }

    public Problem? Problem { get; }
}

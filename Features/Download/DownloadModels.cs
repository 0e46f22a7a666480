using FastEndpoints;
using FluentValidation;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Http;
using Microsoft.Extensions.Primitives;
using NJsonSchema.Annotations;

namespace Gcd.Features.Download;

/// <summary>What is asked for.</summary>
internal sealed record DownloadRequest
{
    /// <summary>The name of a format.</summary>
    [JsonSchemaType(typeof(ExportFormat), IsNullable = true)]
    public StringValues Format { get; init; }

    [FromHeader("Accept", isRequired: false)]
    public StringValues Accept { get; init; }

    public bool NamesFormat => Format is not ([] or [null or ""]);

    /// <summary>The named format in any case, null if it is unknown; without a name what generated clients expect, or csv.</summary>
    public ExportFormat? FindFormat() => Format switch
    {
        [{ Length: > 0 } name] => ExportFormats.Find(name),
        { Count: <= 1 } => Negotiation.Names(Accept, "application/json") && !Negotiation.Names(Accept, "text/csv") ? ExportFormats.Find("json") : ExportFormats.Default,
        _ => null,
    };
}

internal sealed class DownloadRequestValidator : Validator<DownloadRequest>
{
    public DownloadRequestValidator() =>
        RuleFor(request => request.Format)
            .Must((request, _) => request.FindFormat() is not null)
            .WithState(request => DownloadProblems.UnknownFormat(request.Format.ToString()));
}

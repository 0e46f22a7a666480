using FastEndpoints;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Http;
using Microsoft.Extensions.Primitives;
using NJsonSchema.Annotations;

namespace Gcd.Infrastructure.Downloads;

/// <summary>What is asked for.</summary>
internal sealed record DownloadRequest
{
    /// <summary>The name of a format.</summary>
    [JsonSchemaType(typeof(ExportFormat), IsNullable = true)]
    public StringValues Format { get; init; }

    /// <summary>The name of one of the person's labels in any case, or its resource name; contacts with any of those given are exported.</summary>
    [JsonSchemaType(typeof(string[]), IsNullable = true)]
    public StringValues Label { get; init; }

    /// <summary>`phone`, `email`, `address` or `birthday`; contacts with all of those given are exported.</summary>
    [JsonSchemaType(typeof(string[]), IsNullable = true)]
    public StringValues Has { get; init; }

    /// <summary>Where a file goes on that comes in parts; the part before gives the address.</summary>
    [JsonSchemaType(typeof(string), IsNullable = true)]
    public StringValues Page { get; init; }

    [FromHeader("Accept", isRequired: false)]
    public StringValues Accept { get; init; }

    /// <summary>What the contacts must have; once the validator found that all of it is known.</summary>
    public ContactFilter ToFilter() => FilterParameters.ToFilter(Label, Has);

    public bool NamesFormat => Format is not ([] or [null or ""]);

    /// <summary>The named format in any case, null if it is unknown; without a name what generated clients expect, or csv.</summary>
    public ExportFormat? FindFormat() => Format switch
    {
        [{ Length: > 0 } name] => ExportFormats.Find(name),
        { Count: <= 1 } => Negotiation.Names(Accept, "application/json") && !Negotiation.Names(Accept, "text/csv") ? ExportFormats.Find("json") : ExportFormats.Default,
        _ => null,
    };
}

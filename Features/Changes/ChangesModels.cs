using FastEndpoints;
using FluentValidation;
using Gcd.Infrastructure.Downloads;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Exports.Changes;
using Gcd.Infrastructure.Http;
using Microsoft.Extensions.Primitives;
using NJsonSchema.Annotations;

namespace Gcd.Features.Changes;

/// <summary>What is asked for.</summary>
internal sealed record ChangesRequest
{
    /// <summary>The cursor of the reply before.</summary>
    [JsonSchemaType(typeof(string), IsNullable = true)]
    public StringValues Cursor { get; init; }

    /// <summary>What the objects in contacts are: `json`, `people` or `jscontact`.</summary>
    [JsonSchemaType(typeof(string), IsNullable = true)]
    public StringValues Format { get; init; }

    /// <summary>The name of one of the person's labels in any case, or its resource name.</summary>
    [JsonSchemaType(typeof(string[]), IsNullable = true)]
    public StringValues Label { get; init; }

    /// <summary>`phone`, `email`, `address` or `birthday`.</summary>
    [JsonSchemaType(typeof(string[]), IsNullable = true)]
    public StringValues Has { get; init; }

    /// <summary>Null when it is none that this route has.</summary>
    public ChangesFormat? FindFormat() => Format switch
    {
        [{ Length: > 0 } name] => ChangesFormat.Find(name),
        { Count: <= 1 } => ChangesFormat.All[0],
        _ => null,
    };

    /// <summary>Null for a read of everything.</summary>
    public string? FindCursor() => Cursor.Given().FirstOrDefault();

    /// <summary>What the contacts must have, once the validator found that all of it is known.</summary>
    public ContactFilter ToFilter() => FilterParameters.ToFilter(Label, Has);
}

internal sealed class ChangesRequestValidator : Validator<ChangesRequest>
{
    public ChangesRequestValidator()
    {
        RuleFor(request => request.Format)
            .Must((request, _) => request.FindFormat() is not null)
            .WithState(request => DownloadProblems.UnknownFormat(request.Format.ToString(), ChangesFormat.All));
        RuleFor(request => request.Has)
            .Must(has => FilterParameters.FindUnknownProperty(has) is null)
            .WithState(request => DownloadProblems.UnknownProperty(FilterParameters.FindUnknownProperty(request.Has)!));
        RuleFor(request => request.Cursor)
            .Must(cursor => cursor.Count <= 1)
            .WithState(_ => ChangesProblems.InvalidCursor);
    }
}

/// <summary>What changed. The service streams it and never makes this object; the document describes it by this type.</summary>
internal sealed record ChangesResponse
{
    /// <summary>Whose contacts these are.</summary>
    public required string UserEmail { get; init; }

    /// <summary>Everybody in a read of everything; else who is new or has changed, each as a whole. The objects are as `format` says; these are of `json`.</summary>
    public required IReadOnlyList<Contact> Contacts { get; init; }

    /// <summary>Resource names of contacts that are gone: deleted, merged into another one, or no longer selected. You may never have had them.</summary>
    public required IReadOnlyList<string> Deleted { get; init; }

    /// <summary>Keep it, and send it the next time. The service does not.</summary>
    public required string Cursor { get; init; }

    /// <summary>Whether `contacts` is everybody, so that whoever is not there is gone. It is false in a reply to a cursor.</summary>
    public required bool IsComplete { get; init; }
}

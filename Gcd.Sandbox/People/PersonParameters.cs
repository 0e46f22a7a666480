using System.Text.Json.Nodes;

namespace Gcd.Sandbox.People;

/// <summary>What is asked about each person; people.get, people.getBatchGet and people.connections.list share it.</summary>
internal sealed record PersonParameters
{
    public required IReadOnlySet<string> PersonFields { get; init; }

    /// <summary>Types of sources; null for Google's usual ones.</summary>
    public required IReadOnlySet<string>? Sources { get; init; }

    public required FieldMask? Mask { get; init; }

    public required bool IsPretty { get; init; }

    /// <param name="query">The request's parameters.</param>
    /// <param name="known">The parameters that the method has.</param>
    /// <param name="schema">The method's reply.</param>
    /// <param name="method">The method, as its page of the documentation is called.</param>
    /// <returns>The parameters, or Google's message of what is wrong.</returns>
    public static (PersonParameters? Parameters, string? Error) Read(IQueryCollection query, IReadOnlySet<string> known, string schema, string method)
    {
        var fields = (query["personFields"].ToString() is { Length: > 0 } given ? given : query["requestMask.includeField"].ToString().Replace("person.", string.Empty, StringComparison.Ordinal))
            .Split(',', StringSplitOptions.RemoveEmptyEntries);
        var paths = $"Valid paths are documented at https://developers.google.com/people/api/rest/v1/{method}.";
        var (sources, sourcesError) = ReadSources.Read(query);
        var (mask, maskError) = ListQuery.Mask(query, schema);
        var error = ListQuery.Unknown(query, known)
            ?? (fields.Length == 0 ? $"personFields mask is required. Please specify one or more valid paths. {paths}" : null)
            ?? (fields.FirstOrDefault(field => !PeopleTable.PersonFields.Contains(field)) is { } path ? $"Invalid personFields mask path: \"{path}\". {paths}" : null)
            ?? sourcesError
            ?? maskError;
        return error is not null ? (null, error) : (new PersonParameters
        {
            PersonFields = fields.ToHashSet(StringComparer.Ordinal),
            Sources = sources,
            Mask = mask,
            IsPretty = query["prettyPrint"] != "false",
        }, null);
    }

    /// <summary>Takes away what was not asked for. Resource name and entity tag always stay.</summary>
    public JsonObject Cut(JsonObject person)
    {
        foreach (var field in person.Select(member => member.Key).Where(field => field is not ("resourceName" or "etag") && !PersonFields.Contains(field)).ToList())
        {
            person.Remove(field);
        }

        if (Sources is not null)
        {
            ReadSources.Keep(person, Sources);
        }

        return person;
    }
}

namespace Gcd.Sandbox.People;

/// <summary>The checked parameters of people.connections.list.</summary>
internal sealed record ListParameters
{
    private const int UsualPageSize = 100;

    public required IReadOnlySet<string> PersonFields { get; init; }

    public required int PageSize { get; init; }

    public required FieldMask? Mask { get; init; }

    public required string? PageToken { get; init; }

    public required bool RequestSyncToken { get; init; }

    public required string? SyncToken { get; init; }

    public required bool IsPretty { get; init; }

    /// <summary>What later pages have to repeat: all parameters but the page token.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The same without page size and sync token: what a later sync has to repeat.</summary>
    public required string SyncFingerprint { get; init; }

    /// <returns>The parameters, or Google's message of what is wrong.</returns>
    public static (ListParameters? Parameters, string? Error) Read(IQueryCollection query)
    {
        if (ListQuery.Unknown(query, PeopleTable.Parameters) is { } unknown)
        {
            return (null, unknown);
        }

        var fields = (query["personFields"].ToString() is { Length: > 0 } given ? given : query["requestMask.includeField"].ToString().Replace("person.", string.Empty, StringComparison.Ordinal))
            .Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length == 0)
        {
            return (null, "personFields mask is required. Please specify one or more valid paths. Valid paths are documented at https://developers.google.com/people/api/rest/v1/people.connections/list.");
        }

        if (fields.FirstOrDefault(field => !PeopleTable.PersonFields.Contains(field)) is { } path)
        {
            return (null, $"Invalid personFields mask path: \"{path}\". Valid paths are documented at https://developers.google.com/people/api/rest/v1/people.connections/list.");
        }

        var (pageSize, pageSizeError) = ListQuery.PageSize(query, UsualPageSize);
        var (mask, maskError) = ListQuery.Mask(query, "ListConnectionsResponse");
        if ((pageSizeError ?? maskError) is { } wrong)
        {
            return (null, wrong);
        }

        return (new ListParameters
        {
            PersonFields = fields.ToHashSet(StringComparer.Ordinal),
            PageSize = pageSize,
            Mask = mask,
            PageToken = ListQuery.Text(query, "pageToken"),
            RequestSyncToken = query["requestSyncToken"] == "true",
            SyncToken = ListQuery.Text(query, "syncToken"),
            IsPretty = query["prettyPrint"] != "false",
            Fingerprint = ListQuery.Fingerprint(query, "pageToken"),
            SyncFingerprint = ListQuery.Fingerprint(query, "pageToken", "pageSize", "syncToken", "requestSyncToken"),
        }, null);
    }
}

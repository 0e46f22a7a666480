namespace Gcd.Sandbox.People;

/// <summary>The checked parameters of people.connections.list.</summary>
internal sealed record ListParameters
{
    private const int UsualPageSize = 100;

    public required PersonParameters Person { get; init; }

    public required int PageSize { get; init; }

    public required string? PageToken { get; init; }

    public required bool RequestSyncToken { get; init; }

    public required string? SyncToken { get; init; }

    /// <summary>What later pages have to repeat: all parameters but the page token.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>
    /// What a later sync has to repeat: all parameters of the first read, page size among them, but the tokens and the request for one,
    /// which Google's own example of a sync leaves out.
    /// </summary>
    public required string SyncFingerprint { get; init; }

    /// <returns>The parameters, or Google's message of what is wrong.</returns>
    public static (ListParameters? Parameters, string? Error) Read(IQueryCollection query)
    {
        var (person, personError) = PersonParameters.Read(query, PeopleTable.Parameters, "ListConnectionsResponse", "people.connections/list");
        var (pageSize, pageSizeError) = ListQuery.PageSize(query, UsualPageSize);
        return (personError ?? pageSizeError) is { } error ? (null, error) : (new ListParameters
        {
            Person = person!,
            PageSize = pageSize,
            PageToken = ListQuery.Text(query, "pageToken"),
            RequestSyncToken = query["requestSyncToken"] == "true",
            SyncToken = ListQuery.Text(query, "syncToken"),
            Fingerprint = ListQuery.Fingerprint(query, "pageToken"),
            SyncFingerprint = ListQuery.Fingerprint(query, "pageToken", "syncToken", "requestSyncToken"),
        }, null);
    }
}

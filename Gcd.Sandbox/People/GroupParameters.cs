namespace Gcd.Sandbox.People;

/// <summary>The checked parameters of contactGroups.list.</summary>
internal sealed record GroupParameters
{
    private const int UsualPageSize = 30;
    private const string UsualFields = "metadata,groupType,memberCount,name";

    public required IReadOnlySet<string> GroupFields { get; init; }

    public required int PageSize { get; init; }

    public required FieldMask? Mask { get; init; }

    public required string? PageToken { get; init; }

    public required string? SyncToken { get; init; }

    public required bool IsPretty { get; init; }

    /// <summary>What later pages have to repeat: all parameters but the page token.</summary>
    public required string Fingerprint { get; init; }

    /// <returns>The parameters, or Google's message of what is wrong.</returns>
    public static (GroupParameters? Parameters, string? Error) Read(IQueryCollection query)
    {
        var fields = (ListQuery.Text(query, "groupFields") ?? UsualFields).Split(',');
        var path = fields.FirstOrDefault(field => !PeopleTable.GroupFields.Contains(field));
        var (pageSize, pageSizeError) = ListQuery.PageSize(query, UsualPageSize);
        var (mask, maskError) = ListQuery.Mask(query, "ListContactGroupsResponse");
        var error = ListQuery.Unknown(query, PeopleTable.ContactGroupsParameters)
            ?? (path is null ? null : $"Invalid groupFields mask path: \"{path}\". Valid paths are documented at https://developers.google.com/people/api/rest/v1/contactGroups/list.")
            ?? pageSizeError
            ?? maskError;
        return error is not null ? (null, error) : (new GroupParameters
        {
            GroupFields = fields.ToHashSet(StringComparer.Ordinal),
            PageSize = pageSize,
            Mask = mask,
            PageToken = ListQuery.Text(query, "pageToken"),
            SyncToken = ListQuery.Text(query, "syncToken"),
            IsPretty = query["prettyPrint"] != "false",
            Fingerprint = ListQuery.Fingerprint(query, "pageToken"),
        }, null);
    }
}

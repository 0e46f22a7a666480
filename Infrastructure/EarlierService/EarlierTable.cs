namespace Gcd.Infrastructure.EarlierService;

/// <summary>A table with sealed values of people.</summary>
internal sealed record EarlierTable
{
    public required string Name { get; init; }

    /// <summary>The column of the sealed value.</summary>
    public required EarlierColumn Value { get; init; }

    /// <summary>Whether rows tell whose contacts they are for; the first version knew Google alone.</summary>
    public required bool HasProvider { get; init; }

    /// <summary>Null where the table or what is needed of it is missing.</summary>
    public static EarlierTable? Find(ILookup<string, EarlierColumn> tables, string name, params IEnumerable<string> values)
    {
        var columns = tables[name].ToDictionary(column => column.Name, StringComparer.OrdinalIgnoreCase);
        return columns.ContainsKey("user_email") && values.Select(columns.GetValueOrDefault).FirstOrDefault(column => column is not null) is { } value
            ? new EarlierTable { Name = name, Value = value, HasProvider = columns.ContainsKey("provider") }
            : null;
    }
}

using System.Text.Json.Nodes;

namespace Gcd.Sandbox.People;

/// <summary>The <c>fields</c> parameter: <c>a,b/c,d(e,f)</c> and <c>*</c> (https://developers.google.com/people/v1/performance#partial).</summary>
internal sealed class FieldMask
{
    private readonly Dictionary<string, FieldMask> children = new(StringComparer.Ordinal);

    private bool IsLeaf => children.Count == 0;

    /// <param name="text">The parameter.</param>
    /// <param name="schema">The reply that it is about.</param>
    /// <returns>The mask, or the selection that the schema does not have.</returns>
    public static (FieldMask? Mask, string? Invalid) Parse(string text, string schema)
    {
        var mask = new FieldMask();
        var position = 0;
        try
        {
            mask.ParseList(text, ref position);
        }
        catch (FormatException)
        {
            return (null, text);
        }

        return position < text.Length ? (null, text[position..]) : mask.FirstInvalid(schema) is { } invalid ? (null, invalid) : (mask, null);
    }

    public JsonNode? Apply(JsonNode? node) => node switch
    {
        _ when IsLeaf => node?.DeepClone(),
        JsonArray list => new JsonArray([.. list.Select(Apply)]),
        JsonObject value => Apply(value),
        _ => node?.DeepClone(),
    };

    public bool Has(string field) => IsLeaf || children.ContainsKey(field) || children.ContainsKey("*");

    public FieldMask Child(string field) => children.GetValueOrDefault(field) ?? children.GetValueOrDefault("*") ?? new FieldMask();

    private JsonObject Apply(JsonObject value)
    {
        var result = new JsonObject();
        foreach (var (name, member) in value)
        {
            // A path that goes on below a plain value selects nothing.
            if (Has(name) && (Child(name).IsLeaf || member is JsonObject or JsonArray))
            {
                result[name] = Child(name).Apply(member);
            }
        }

        return result;
    }

    private string? FirstInvalid(string schema)
    {
        foreach (var (name, child) in children)
        {
            if (name == "*")
            {
                continue;
            }

            if (PeopleTable.TypeOf(schema, name) is not { } type)
            {
                return name;
            }

            if (child.FirstInvalid(type) is { } deeper)
            {
                return deeper;
            }
        }

        return null;
    }

    private void ParseList(string text, ref int position)
    {
        do
        {
            ParsePath(text, ref position);
        }
        while (position < text.Length && text[position] == ',' && ++position > 0);
    }

    private void ParsePath(string text, ref int position)
    {
        var start = position;
        while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] is '*' or '_' or '.'))
        {
            position++;
        }

        if (start == position)
        {
            throw new FormatException();
        }

        var name = text[start..position];
        if (!children.TryGetValue(name, out var child))
        {
            children[name] = child = new FieldMask();
        }

        if (position < text.Length && text[position] == '/')
        {
            position++;
            child.ParsePath(text, ref position);
        }
        else if (position < text.Length && text[position] == '(')
        {
            position++;
            child.ParseList(text, ref position);
            if (position >= text.Length || text[position++] != ')')
            {
                throw new FormatException();
            }
        }
    }
}

using System.Text.Json.Serialization;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Features.Labels;

/// <summary>The person's labels, as they are at Google now.</summary>
internal sealed record LabelsResponse
{
    /// <summary>In Google's order; `starred` and `myContacts` are Google's own.</summary>
    public required IReadOnlyList<Label> Labels { get; init; }

    public static LabelsResponse For(ContactGroups groups) => new()
    {
        Labels = [.. groups.All.Select(group => new Label { Name = group.Name, ResourceName = group.ResourceName, Contacts = group.Members })],
    };
}

/// <summary>A label, which the People API calls a contact group.</summary>
internal sealed record Label
{
    /// <summary>What the person called it; `label=` takes it in any case.</summary>
    public required string Name { get; init; }

    /// <summary>Google's name of it, which stays when the person renames it; `label=` takes it too.</summary>
    public required string ResourceName { get; init; }

    /// <summary>How many contacts have it, as Google counts them.</summary>
    public required int Contacts { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LabelsResponse))]
internal sealed partial class LabelsJson : JsonSerializerContext;

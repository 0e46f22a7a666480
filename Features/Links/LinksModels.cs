using System.Text.Json.Serialization;
using Gcd.Infrastructure.Issuing;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Links;

/// <summary>A link to make.</summary>
internal sealed record CreateLinkRequest
{
    /// <summary>What will open it, in at most 100 characters.</summary>
    /// <example>Phone in the kitchen</example>
    public string? Name { get; init; }

    /// <summary>The one format that it delivers, of those of `GET /download`.</summary>
    /// <example>yealink</example>
    public string? Format { get; init; }

    /// <summary>Labels, by name in any case or by resource name: contacts with any of them. Left out for all contacts.</summary>
    public IReadOnlyList<string>? Label { get; init; }

    /// <summary>What every contact must have, such as `phone`.</summary>
    public IReadOnlyList<string>? Has { get; init; }

    /// <summary>In how many days it ends; left out for the longest life that the operator allows.</summary>
    /// <example>365</example>
    public int? ExpiresInDays { get; init; }

    public WantedToken ToWanted() => new()
    {
        Kind = TokenKind.Link,
        Name = Name,
        Formats = Format is null ? [] : [Format],
        Labels = Label ?? [],
        Has = Has ?? [],
        ExpiresInDays = ExpiresInDays,
    };
}

/// <summary>The person's links, the newest first.</summary>
internal sealed record LinksResponse
{
    /// <summary>Links that deliver a file.</summary>
    public required IReadOnlyList<LinkDetails> Links { get; init; }

    public static LinksResponse For(IEnumerable<StoredToken> links) => new() { Links = [.. links.Select(LinkDetails.For)] };
}

/// <summary>One link; its address is not kept anywhere.</summary>
internal sealed record LinkDetails
{
    /// <summary>Names the link, for `DELETE /links/{id}`.</summary>
    public required string Id { get; init; }

    /// <summary>What opens it; null if nobody said.</summary>
    public required string? Name { get; init; }

    /// <summary>The format that it delivers.</summary>
    public required string Format { get; init; }

    /// <summary>Labels by resource name; `GET /labels` has their names. Empty for all contacts.</summary>
    public required IReadOnlyList<string> Label { get; init; }

    /// <summary>What every contact has.</summary>
    public required IReadOnlyList<string> Has { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends even if it is used; null for never.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was used, exact to the hour; null before the first use.</summary>
    public required DateTimeOffset? LastUsedAt { get; init; }

    public static LinkDetails For(StoredToken link)
    {
        var rights = TokenRights.Parse(link.Rights);
        return new LinkDetails
        {
            Id = link.Id(),
            Name = link.Name,
            Format = rights.Formats[0],
            Label = rights.Labels,
            Has = rights.Has,
            CreatedAt = link.CreatedAt,
            ExpiresAt = link.ExpiresAt,
            LastUsedAt = link.LastUsedAt,
        };
    }
}

/// <summary>A new link.</summary>
internal sealed record CreatedLinkResponse
{
    /// <summary>The address that delivers the file; it is shown this once. Whoever has it can read these contacts.</summary>
    public required string Url { get; init; }

    /// <summary>The same as `GET /links` shows it.</summary>
    public required LinkDetails Link { get; init; }
}

/// <summary>Which link is meant.</summary>
internal sealed record LinkRequest
{
    /// <summary>The id of the link.</summary>
    /// <example>tok_4fT0c9AbX2qz</example>
    public string Id { get; init; } = string.Empty;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(CreateLinkRequest))]
[JsonSerializable(typeof(CreatedLinkResponse))]
[JsonSerializable(typeof(LinksResponse))]
internal sealed partial class LinksJson : JsonSerializerContext;

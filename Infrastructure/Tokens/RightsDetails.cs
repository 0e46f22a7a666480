namespace Gcd.Infrastructure.Tokens;

/// <summary>What a token opens, as replies tell it. An empty list means no limit.</summary>
internal sealed record RightsDetails
{
    /// <summary>Formats of `GET /download`.</summary>
    public required IReadOnlyList<string> Formats { get; init; }

    /// <summary>Labels by resource name; `GET /labels` has their names.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>What every contact has.</summary>
    public required IReadOnlyList<string> Has { get; init; }

    public static RightsDetails For(StoredToken token)
    {
        var rights = TokenRights.Parse(token.Rights);
        return new RightsDetails { Formats = rights.Formats, Labels = rights.Labels, Has = rights.Has };
    }
}

using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Features.Account;

/// <summary>What the account page shows.</summary>
public sealed record AccountModel
{
    public required string Email { get; init; }

    /// <summary>Whether Google no longer lets us in.</summary>
    public required bool NeedsSignIn { get; init; }

    /// <summary>What every form of the page carries.</summary>
    public required string FormToken { get; init; }

    /// <summary>The person's labels; null when Google did not give them.</summary>
    public required IReadOnlyList<AccountLabel>? Labels { get; init; }

    public required IReadOnlyList<AccountRow> Tokens { get; init; }

    public required IReadOnlyList<AccountRow> Links { get; init; }

    public required IReadOnlyList<AccountRow> Sessions { get; init; }

    /// <summary>Whether everything ends with the one that is left.</summary>
    public bool HasOne => Tokens.Count + Links.Count == 1;
}

/// <summary>A label to choose by.</summary>
public sealed record AccountLabel(string ResourceName, string Name, int Members)
{
    internal static AccountLabel For(ContactGroup group) => new(group.ResourceName, group.Name, group.Members);
}

/// <summary>What is left to say to whoever has left.</summary>
public sealed record DisconnectedModel(string Email, bool IsEndedAtGoogle);

/// <summary>A new token or link, shown this once.</summary>
public sealed record NewSecretModel
{
    /// <summary>Whether it is the address of a link.</summary>
    public required bool IsLink { get; init; }

    /// <summary>The token, or the address.</summary>
    public required string Secret { get; init; }

    public required string? Name { get; init; }

    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>A format that it opens.</summary>
    public required string Format { get; init; }

    public required string Extension { get; init; }

    // A record's own ToString would print the secret.
    public override string ToString() => nameof(NewSecretModel);
}

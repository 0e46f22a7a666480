namespace Gcd.Infrastructure.EarlierService;

/// <summary>What a takeover came to, or would come to.</summary>
internal sealed record TakeoverFigures
{
    /// <summary>People whose tokens go on.</summary>
    public long People { get; set; }

    public long AccessTokens { get; set; }

    public long Links { get; set; }

    /// <summary>Those among the people whose Google credentials cannot be used.</summary>
    public long NeedSignIn { get; set; }

    /// <summary>People of whom no token could be opened.</summary>
    public long NotOpened { get; set; }

    /// <summary>Tokens that could not be opened, or are none; those of people who are not taken over count too.</summary>
    public long SecretsNotOpened { get; set; }

    /// <summary>People who have no token, so that nobody could use their credentials.</summary>
    public long WithoutTokens { get; set; }

    /// <summary>Addresses that no store can hold.</summary>
    public long BadAddresses { get; set; }

    /// <summary>Whether the key has opened anything.</summary>
    public bool IsKeyRight { get; set; }

    /// <summary>How many people's credentials name each OAuth client.</summary>
    public Dictionary<string, long> Clients { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether there is nothing at all.</summary>
    public bool IsEmpty => People + NotOpened + WithoutTokens + BadAddresses == 0;
}

namespace Gcd.Infrastructure.EarlierService;

/// <summary>One person as the earlier service kept them, still sealed.</summary>
internal sealed record EarlierPerson
{
    public required string Email { get; init; }

    /// <summary>The pickled credentials, as <see cref="EarlierSeal"/> opens them.</summary>
    public required byte[] TokenData { get; init; }

    public required IReadOnlyList<EarlierSecret> Secrets { get; init; }

    /// <summary>Addresses are never printed.</summary>
    public override string ToString() => nameof(EarlierPerson);
}

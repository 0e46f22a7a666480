namespace Gcd.Infrastructure.EarlierService;

/// <param name="Kind">What it opened.</param>
/// <param name="Sealed">As <see cref="EarlierSeal"/> opens it.</param>
internal sealed record EarlierSecret(EarlierSecretKind Kind, byte[] Sealed);

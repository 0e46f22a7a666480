namespace Gcd.Sandbox.Faults;

/// <summary>What is wrong with the next ID token.</summary>
internal enum IdTokenFault
{
    None,
    WrongNonce,
    WrongSignature,
    WrongAudience,
    WrongIssuer,
    Expired,
}

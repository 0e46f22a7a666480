namespace Gcd.Infrastructure.Crypto;

internal enum SealStatus
{
    Opened,
    UnknownKey,
    Damaged,
}

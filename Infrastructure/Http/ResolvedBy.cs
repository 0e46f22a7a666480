namespace Gcd.Infrastructure.Http;

/// <summary>Who can put a problem right.</summary>
public enum ResolvedBy
{
    /// <summary>The person or program that asked.</summary>
    Caller,

    /// <summary>Whoever runs the service; trying again does not help before that.</summary>
    Operator,
}

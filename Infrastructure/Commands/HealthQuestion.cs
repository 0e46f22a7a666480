namespace Gcd.Infrastructure.Commands;

/// <summary>What the command health asks of the service.</summary>
internal enum HealthQuestion
{
    /// <summary>
    /// Whether the process answers. It is what a container's health check asks, because a restart mends nothing else:
    /// a missing credentials file or a database that is away would only be joined by a service that starts again and again.
    /// </summary>
    Live,

    /// <summary>Whether people can sign in and download now.</summary>
    Ready,
}

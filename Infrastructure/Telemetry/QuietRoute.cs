namespace Gcd.Infrastructure.Telemetry;

/// <summary>Marks an endpoint that machines ask all the time: a request that went well is logged at Debug alone.</summary>
internal sealed class QuietRoute
{
    public static readonly QuietRoute Metadata = new();

    private QuietRoute()
    {
    }
}

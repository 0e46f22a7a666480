namespace Gcd.Infrastructure.Http.Limits;

/// <summary>Marks an endpoint that answers under any load: whoever watches the service has to see that it is alive.</summary>
internal sealed class UngatedRoute
{
    public static readonly UngatedRoute Metadata = new();

    private UngatedRoute()
    {
    }
}

using FastEndpoints;

namespace Gcd.Infrastructure.Http.Limits;

/// <summary>Endpoints that answer under any load: whoever watches the service has to see that it is alive.</summary>
internal static class UngatedRoute
{
    /// <summary>Marks such an endpoint.</summary>
    public const string Tag = "ungated";

    public static bool Is(EndpointDefinition? endpoint) => endpoint?.EndpointTags?.Contains(Tag) == true;
}

using FastEndpoints.Swagger;

namespace Gcd.Infrastructure.OpenApi;

internal static class OperationExtensions
{
    /// <summary>Names an endpoint's operation in the document, for an endpoint's <c>Description(...)</c>.</summary>
    /// <param name="route">One of the endpoint's routes. HEAD keeps the name that FastEndpoints gave it, since two routes cannot share one.</param>
    /// <param name="id">Clients are generated with a method of this name.</param>
    /// <param name="tag">One of <see cref="DocumentTags"/>.</param>
    public static RouteHandlerBuilder Operation(this RouteHandlerBuilder route, string id, string tag)
    {
        route.AutoTagOverride(tag);
        route.Add(endpoint =>
        {
            if (!endpoint.Metadata.OfType<IHttpMethodMetadata>().Any(methods => methods.HttpMethods.Contains(HttpMethods.Head)))
            {
                endpoint.Metadata.Add(new EndpointNameMetadata(id));
            }
        });
        return route;
    }
}

using System.Text.Json;
using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Http.Limits;
using Gcd.Infrastructure.OpenApi;
using Microsoft.Extensions.Primitives;

namespace Gcd.Features;

/// <summary>
/// FastEndpoints with our replies. It keeps its configuration for the whole process, so nothing here belongs to a host, and each endpoint
/// names its SerializerContext: without one, its first request reads options that another host may be changing.
/// </summary>
internal static class EndpointRules
{
    public static void Apply(Config config)
    {
        config.Serializer.Options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        config.Serializer.ResponseSerializer = (response, body, _, json, _) => body is Problem problem
            ? Problems.WriteAsync(response.HttpContext, problem)
            : Json.WriteAsync(response.HttpContext, body!, json!.GetTypeInfo(body!.GetType())!);
        // A validator names its problem by WithState.
        config.Errors.ResponseBuilder = (failures, _, _) => failures.Select(failure => failure.CustomState).OfType<Problem>().FirstOrDefault() ?? ErrorReplies.BadRequest;
        config.Errors.ProducesMetadataType = null;
        // A parameter that came twice is not one value; whether that is allowed is for the validator to say.
        config.Binding.ValueParserFor<StringValues>(values => new ParseResult(true, values));
        config.Endpoints.Configurator = endpoint =>
        {
            endpoint.EndpointSummary?.RefusesLikeEveryRoute();
            if (!UngatedRoute.Is(endpoint))
            {
                endpoint.EndpointSummary?.Refuses(RequestGate.Overloaded);
            }

            if (endpoint.AnonymousVerbs is null)
            {
                endpoint.EndpointSummary?.RefusesTokens();
            }
        };
    }
}

using Gcd.Infrastructure.Http;
using Microsoft.OpenApi;

namespace Gcd.Infrastructure.OpenApi;

/// <summary>What the published document says of one operation. It stands beside the endpoint, and OperationTransformer writes it out.</summary>
/// <param name="Id">Clients are generated with a method of this name.</param>
/// <param name="Tag">One of <see cref="DocumentTags"/>.</param>
/// <param name="Summary">A few words.</param>
/// <param name="Text">What it does, and what a caller has to know; CommonMark.</param>
internal sealed record OperationDescription(string Id, string Tag, string Summary, string Text)
{
    /// <summary>Whether it takes a Bearer token; the refusals that come with one need not be listed.</summary>
    public bool NeedsToken { get; init; }

    /// <summary>Whether it may ask for METRICS_TOKEN. That is no scheme of the document: Swagger UI would ask every person for it.</summary>
    public bool MayNeedMetricsToken { get; init; }

    public IReadOnlyList<OpenApiParameter> Parameters { get; init; } = [];

    public FormDescription? Form { get; init; }

    /// <summary>Every reply that is no problem object.</summary>
    public required IReadOnlyList<ReplyDescription> Replies { get; init; }

    /// <summary>The refusals of its own, as they go out; those of every route need not be listed.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>For an endpoint's <c>Description(..., clearDefaults: true)</c>.</summary>
    public void AddTo(RouteHandlerBuilder route) => route.WithMetadata(this);
}

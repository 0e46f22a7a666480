using FastEndpoints;

namespace Gcd.Infrastructure.Http;

/// <summary>
/// Binds requests by query, route and headers. FastEndpoints' own binder also reads a body where Content-Type names JSON, which callers
/// send with GET as well.
/// </summary>
internal sealed class QueryBinder<TRequest>() : RequestBinder<TRequest>(BindingSource.QueryParams | BindingSource.RouteValues | BindingSource.Headers)
    where TRequest : notnull;

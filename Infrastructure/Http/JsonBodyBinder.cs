using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FastEndpoints;
using FluentValidation.Results;

namespace Gcd.Infrastructure.Http;

/// <summary>
/// Binds a JSON body whatever its Content-Type says, since curl names a form unless it is told otherwise; an empty body is an empty object.
/// FastEndpoints' own binder answers bad JSON in words of the parser.
/// </summary>
/// <param name="type">How it is read.</param>
/// <param name="example">A body that would do, for whoever sent another.</param>
internal sealed class JsonBodyBinder<TRequest>(JsonTypeInfo<TRequest> type, string example) : IRequestBinder<TRequest>
    where TRequest : notnull
{
    private static readonly byte[] EmptyObject = "{}"u8.ToArray();

    public async ValueTask<TRequest> BindAsync(BinderContext context, CancellationToken ct)
    {
        using var body = new MemoryStream();
        await context.HttpContext.Request.Body.CopyToAsync(body, ct);
        try
        {
            var json = body.Length == 0 ? EmptyObject : body.ToArray();
            using var document = JsonDocument.Parse(json);
            RequireValues(document.RootElement);
            return document.Deserialize(type) ?? throw new JsonException();
        }
        catch (JsonException bad)
        {
            var problem = Problem(bad);
            context.ValidationFailures.Add(new ValidationFailure { CustomState = problem });
            throw new ValidationFailureException(context.ValidationFailures, problem.Error);
        }
    }

    /// <summary>A list with null in it is one that a client filled by mistake; the serializer would let it pass.</summary>
    private static void RequireValues(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array when element.EnumerateArray().Any(value => value.ValueKind == JsonValueKind.Null):
                throw new JsonException();
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    RequireValues(member.Value);
                }

                break;
        }
    }

    private Problem Problem(JsonException bad) => BodyProblems.NotThis(bad.Path, example);
}

namespace Gcd.Infrastructure.Http;

internal static class BodyProblems
{
    /// <param name="path">Where the reader stopped, such as <c>$.rights.formats</c>; null where it is no JSON.</param>
    /// <param name="example">A body that would do.</param>
    public static Problem NotThis(string? path, string example) => new(
        StatusCodes.Status400BadRequest,
        "invalid-body",
        "The body cannot be read",
        path is { Length: > 1 }
            ? $"At {Shorten(path)} stands something else than this route takes: an unknown name, or a value of another type."
            : "The body is not a JSON object.",
        $"Send a body like this: {example}");

    private static string Shorten(string path) => path.Length <= 60 ? path : string.Concat(path.AsSpan(0, 60), "...");
}

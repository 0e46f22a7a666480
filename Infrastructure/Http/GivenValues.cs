using Microsoft.Extensions.Primitives;

namespace Gcd.Infrastructure.Http;

internal static class GivenValues
{
    /// <summary>The values of a parameter that may come several times. An empty one, as forms and templates send it, asks for nothing.</summary>
    public static IEnumerable<string> Given(this StringValues values) => values.OfType<string>().Where(value => value.Length > 0);
}

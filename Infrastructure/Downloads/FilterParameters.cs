using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Http;
using Microsoft.Extensions.Primitives;

namespace Gcd.Infrastructure.Downloads;

/// <summary>The parameters <c>label</c> and <c>has</c>.</summary>
internal static class FilterParameters
{
    /// <summary>What the contacts must have, of properties that are known.</summary>
    public static ContactFilter ToFilter(StringValues label, StringValues has) => new([.. Values(label)], [.. Values(has).Select(ContactProperty.Find).OfType<ContactProperty>()]);

    /// <summary>The first value of has that is none; null when all are known.</summary>
    public static string? FindUnknownProperty(StringValues has) => Values(has).FirstOrDefault(name => ContactProperty.Find(name) is null);

    private static IEnumerable<string> Values(StringValues given) => given.Given().Distinct(StringComparer.OrdinalIgnoreCase);
}

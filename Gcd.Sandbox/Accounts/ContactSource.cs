using System.Text.Json.Nodes;

namespace Gcd.Sandbox.Accounts;

/// <summary>Contacts as they were before anybody changed them, made anew whenever they are asked for, so that 100,000 of them cost no memory.</summary>
/// <param name="count">How many.</param>
/// <param name="at">Makes the contact at an index.</param>
/// <param name="find">Finds an index by resource name without making every contact; null where nothing can.</param>
internal sealed class ContactSource(int count, Func<int, JsonObject> at, Func<string, int?>? find = null)
{
    private readonly Lazy<Dictionary<string, int>> names = new(() => Names(count, at));

    public int Count => count;

    public Func<int, JsonObject> At => at;

    public int? Find(string resourceName) =>
        find is not null ? find(resourceName) is { } index && index < count ? index : null
        : names.Value.TryGetValue(resourceName, out var known) ? known : null;

    private static Dictionary<string, int> Names(int count, Func<int, JsonObject> at)
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < count; index++)
        {
            names.TryAdd((string)at(index)["resourceName"]!, index);
        }

        return names;
    }
}

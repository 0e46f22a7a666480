using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Gcd.Sandbox.Accounts;

/// <summary>How many contacts are in each group, kept for as long as the address book stays as it is: to count makes every contact once.</summary>
internal sealed class GroupCounts
{
    private readonly ConcurrentDictionary<(string Sub, int Edition, int Contacts), Lazy<IReadOnlyDictionary<string, int>>> kept = new();

    /// <summary>By the group's resource name; an empty group is absent.</summary>
    public IReadOnlyDictionary<string, int> Of(SimulatedAccount account) =>
        kept.GetOrAdd((account.PagesOf ?? account.Sub, account.Edition, account.ContactCount), _ => new(() => Count(account))).Value;

    private static Dictionary<string, int> Count(SimulatedAccount account)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < account.ContactCount; index++)
        {
            foreach (var group in account.Deleted.Contains(index) ? [] : GroupsOf(account.ContactAt(index)).Distinct())
            {
                counts[group] = counts.GetValueOrDefault(group) + 1;
            }
        }

        return counts;
    }

    private static IEnumerable<string> GroupsOf(JsonObject person) =>
        (person["memberships"]?.AsArray() ?? []).Select(entry => (string?)entry!["contactGroupMembership"]?["contactGroupResourceName"]).OfType<string>();
}

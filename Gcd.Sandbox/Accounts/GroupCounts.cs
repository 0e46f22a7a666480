using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Gcd.Sandbox.Accounts;

/// <summary>How many contacts are in each group, kept for as long as the address book stays as it is: to count makes every contact once.</summary>
internal sealed class GroupCounts
{
    private readonly ConcurrentDictionary<(string Sub, int Edition), Lazy<IReadOnlyDictionary<string, int>>> kept = new();

    /// <summary>By the group's resource name; an empty group is absent.</summary>
    public IReadOnlyDictionary<string, int> Of(SimulatedAccount account)
    {
        var view = account.Contacts.View();
        return kept.GetOrAdd((account.OwnerOfPages(view), view.Edition), _ => new(() => Count(view))).Value;
    }

    private static Dictionary<string, int> Count(BookView view)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (_, person) in view.After(-1))
        {
            foreach (var group in GroupsOf(person).Distinct())
            {
                counts[group] = counts.GetValueOrDefault(group) + 1;
            }
        }

        return counts;
    }

    private static IEnumerable<string> GroupsOf(JsonObject person) =>
        (person["memberships"]?.AsArray() ?? []).Select(entry => (string?)entry!["contactGroupMembership"]?["contactGroupResourceName"]).OfType<string>();
}

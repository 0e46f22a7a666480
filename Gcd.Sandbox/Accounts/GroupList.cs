using System.Collections;
using System.Collections.Immutable;

namespace Gcd.Sandbox.Accounts;

/// <summary>The labels of an account, in Google's order; they may be changed while they are read.</summary>
internal sealed class GroupList : IEnumerable<AccountGroup>
{
    private ImmutableList<AccountGroup> groups = [.. AccountGroup.OfGoogle];

    public void Add(AccountGroup group) => AddRange([group]);

    public void AddRange(IEnumerable<AccountGroup> more) => ImmutableInterlocked.Update(ref groups, known => known.AddRange(more));

    public void RemoveAll(Predicate<AccountGroup> isMeant) => ImmutableInterlocked.Update(ref groups, known => known.RemoveAll(isMeant));

    /// <exception cref="KeyNotFoundException">The person has no such label.</exception>
    public void Rename(string resourceName, string name, DateTimeOffset updatedAt) => ImmutableInterlocked.Update(ref groups, known =>
    {
        var old = known.Find(group => group.ResourceName == resourceName && !group.IsSystem) ?? throw new KeyNotFoundException($"There is no {resourceName}.");
        return known.Replace(old, old with { Name = name, FormattedName = name, UpdatedAt = updatedAt });
    });

    public IEnumerator<AccountGroup> GetEnumerator() => groups.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

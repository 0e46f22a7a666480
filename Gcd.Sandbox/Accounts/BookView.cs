using System.Text.Json.Nodes;

namespace Gcd.Sandbox.Accounts;

/// <summary>An address book as it is after some write. It never changes.</summary>
internal sealed class BookView(ContactSource source, IReadOnlyDictionary<int, ContactVersion> versions, long revision, int edition)
{
    // Behind the contacts that nobody changed, whose places are their indexes.
    private const long FirstChangedPlace = 1L << 32;

    /// <summary>The number of the last write; 0 before the first.</summary>
    public long Revision => revision;

    /// <summary>Differs from every other state of this address book, by a write or by other contacts.</summary>
    public int Edition => edition;

    /// <summary>How many contacts there are; deleted ones do not count.</summary>
    public int Count { get; } = source.Count - versions.Keys.Count(slot => slot < source.Count) + versions.Values.Count(version => !version.IsDeleted);

    /// <summary>The contacts behind a place, those that were changed last at the end: Google's usual order (LAST_MODIFIED_ASCENDING).</summary>
    /// <param name="place">A place of before; -1 for all contacts. A contact that is changed in between moves to the end, so nothing is left out.</param>
    public IEnumerable<(long Place, JsonObject Person)> After(long place)
    {
        for (var index = (int)Math.Min(place + 1, source.Count); index < source.Count; index++)
        {
            if (!versions.ContainsKey(index))
            {
                yield return (index, source.At(index));
            }
        }

        foreach (var version in ChangedSince(Math.Max(0, place - FirstChangedPlace)).Where(version => !version.IsDeleted))
        {
            yield return (FirstChangedPlace + version.Revision, version.Person.DeepClone().AsObject());
        }
    }

    /// <summary>The last versions of the contacts that were written after a revision, in the order of these writes.</summary>
    public IEnumerable<ContactVersion> ChangedSince(long since) =>
        versions.Values.Where(version => version.Revision > since).OrderBy(version => version.Revision);
}

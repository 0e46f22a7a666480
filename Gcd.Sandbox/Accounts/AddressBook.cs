using System.Text.Json.Nodes;

namespace Gcd.Sandbox.Accounts;

/// <summary>The contacts of an account, which may be changed while they are read. Every write has a number and a time.</summary>
internal sealed class AddressBook(TimeProvider time, ContactSource source)
{
    private const int FirstAddedSlot = 1 << 30;
    private const ulong FirstAddedNumber = 0x6000_0000_0000_0000;

    private readonly Lock gate = new();
    private readonly List<ContactVersion> versions = [];
    private readonly Dictionary<int, ContactVersion> latest = [];
    // Names that the source does not know, and names of before: they lead to the contact that is there today.
    private readonly Dictionary<string, int> slots = new(StringComparer.Ordinal);
    private BookView? present;
    private int edition;
    private int added;

    /// <summary>The contacts that nobody changed.</summary>
    public ContactSource Source
    {
        get => source;
        set
        {
            lock (gate)
            {
                source = value;
                edition++;
                present = null;
            }
        }
    }

    /// <summary>The address book as it is now.</summary>
    public BookView View()
    {
        lock (gate)
        {
            return present ??= new BookView(source, new Dictionary<int, ContactVersion>(latest), versions.Count, edition);
        }
    }

    /// <summary>The address book as it was after a write, given by its number.</summary>
    public BookView View(long revision)
    {
        lock (gate)
        {
            return revision >= versions.Count
                ? View()
                : new BookView(source, versions.Take((int)revision).GroupBy(version => version.Slot).ToDictionary(group => group.Key, group => group.Last()), revision, edition);
        }
    }

    /// <returns>The number of the last write that is no younger than this; 0 where there is none.</returns>
    public long RevisionAt(DateTimeOffset limit)
    {
        lock (gate)
        {
            return versions.TakeWhile(version => version.WrittenAt <= limit).Count();
        }
    }

    /// <returns>The contact that has this resource name, or had it before; null when there is none.</returns>
    public JsonObject? Find(string resourceName)
    {
        lock (gate)
        {
            return SlotOf(resourceName) is { } slot ? Living(slot) : null;
        }
    }

    /// <returns>The resource name, which is made when the contact brings none.</returns>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public string Add(JsonObject contact)
    {
        lock (gate)
        {
            var person = contact.DeepClone().AsObject();
            var name = (string)(person["resourceName"] ??= $"people/{ContactId.Of(FirstAddedNumber + (ulong)added)}")!;
            if (SlotOf(name) is not null)
            {
                throw new ArgumentException($"There is a {name} already.", nameof(contact));
            }

            slots[name] = FirstAddedSlot + added;
            Write(FirstAddedSlot + added++, person, []);
            return name;
        }
    }

    /// <exception cref="KeyNotFoundException">There is no such contact.</exception>
    public void Edit(string resourceName, Action<JsonObject> change)
    {
        lock (gate)
        {
            var (slot, person) = Require(resourceName);
            var name = (string)person["resourceName"]!;
            change(person);
            person["resourceName"] = name;
            Write(slot, person, PreviousNames(slot));
        }
    }

    /// <exception cref="KeyNotFoundException">There is no such contact.</exception>
    public void Delete(string resourceName)
    {
        lock (gate)
        {
            var (slot, person) = Require(resourceName);
            Bury(slot, person);
        }
    }

    /// <summary>One contact takes over what another one knows, and its resource name; the other one is deleted.</summary>
    /// <exception cref="KeyNotFoundException">There is no such contact.</exception>
    /// <exception cref="ArgumentException">They are the same.</exception>
    public void Merge(string kept, string gone)
    {
        lock (gate)
        {
            var (slot, person) = Require(kept);
            var (goneSlot, gonePerson) = Require(gone);
            if (slot == goneSlot)
            {
                throw new ArgumentException("A contact cannot be merged with itself.", nameof(gone));
            }

            string[] names = [(string)gonePerson["resourceName"]!, .. PreviousNames(goneSlot)];
            ContactMerge.Into(person, gonePerson);
            Bury(goneSlot, gonePerson);
            foreach (var name in names)
            {
                slots[name] = slot;
            }

            Write(slot, person, [.. PreviousNames(slot), .. names]);
        }
    }

    /// <summary>The contact gets a field that leads to somebody's profile, and with it another resource name; its CONTACT source stays.</summary>
    /// <exception cref="KeyNotFoundException">There is no such contact.</exception>
    public void LinkToProfile(string resourceName, string profileId)
    {
        lock (gate)
        {
            var (slot, person) = Require(resourceName);
            var name = (string)person["resourceName"]!;
            ContactStamp.SourcesOf(person).Add((JsonNode)new JsonObject { ["type"] = "PROFILE", ["id"] = profileId });
            person["resourceName"] = $"people/{profileId}";
            slots[name] = slots[$"people/{profileId}"] = slot;
            Write(slot, person, [.. PreviousNames(slot), name]);
        }
    }

    private int? SlotOf(string resourceName) => slots.TryGetValue(resourceName, out var slot) ? slot : source.Find(resourceName);

    private JsonObject? Living(int slot) =>
        !latest.TryGetValue(slot, out var version) ? source.At(slot) : version.IsDeleted ? null : version.Person.DeepClone().AsObject();

    private (int Slot, JsonObject Person) Require(string resourceName) =>
        SlotOf(resourceName) is { } slot && Living(slot) is { } person ? (slot, person) : throw new KeyNotFoundException($"There is no {resourceName}.");

    private IReadOnlyList<string> PreviousNames(int slot) => latest.TryGetValue(slot, out var version) ? version.PreviousNames : [];

    private void Write(int slot, JsonObject person, IReadOnlyList<string> previousNames)
    {
        var (revision, now) = (versions.Count + 1, time.GetUtcNow());
        ContactStamp.Apply(person, revision, now);
        Keep(new ContactVersion { Slot = slot, Revision = revision, WrittenAt = now, Person = person, IsDeleted = false, PreviousNames = previousNames });
    }

    private void Bury(int slot, JsonObject person)
    {
        var (revision, now) = (versions.Count + 1, time.GetUtcNow());
        Keep(new ContactVersion { Slot = slot, Revision = revision, WrittenAt = now, Person = ContactStamp.Tombstone(person, revision, now), IsDeleted = true, PreviousNames = [] });
    }

    private void Keep(ContactVersion version)
    {
        versions.Add(version);
        latest[version.Slot] = version;
        edition++;
        present = null;
    }
}

using System.Text.Json.Nodes;

namespace Gcd.Sandbox.Accounts;

/// <summary>A Google account and its address book.</summary>
internal sealed class SimulatedAccount(TimeProvider time, ContactSource contacts)
{
    private static readonly TimeSpan DefaultTokenLife = TimeSpan.FromSeconds(3599);
    private int syncEpoch;

    public required string Sub { get; init; }

    /// <summary>May change; <see cref="Sub"/> stays.</summary>
    public required string Email { get; set; }

    public string DisplayName { get; init; } = "Sandbox Person";

    public bool IsEmailVerified { get; set; } = true;

    /// <summary>The address book as it is by now.</summary>
    public AddressBook Contacts { get; } = new(time, contacts);

    /// <summary>Makes the contacts that the account began with, each by its index.</summary>
    public Func<int, JsonObject> ContactAt
    {
        get => Contacts.Source.At;
        set => Contacts.Source = new ContactSource(ContactCount, value);
    }

    /// <summary>How many contacts the account began with.</summary>
    public int ContactCount
    {
        get => Contacts.Source.Count;
        set => Contacts.Source = new ContactSource(value, ContactAt);
    }

    /// <summary>The labels. Contacts name them by their ids.</summary>
    public GroupList Groups { get; } = [];

    /// <summary>How long access tokens of this account live.</summary>
    public TimeSpan AccessTokenLife { get; set; } = DefaultTokenLife;

    /// <summary>Bytes that replace the page's text after it was made, for ill-formed text that no serializer writes.</summary>
    public Func<byte[], byte[]>? Spoil { get; set; }

    /// <summary>The subject of an account that began with the same contacts, whose kept pages are answered with; null for its own.</summary>
    public string? PagesOf { get; set; }

    /// <summary>How old a write is before a sync reply shows it; Google says "several minutes". Other reads show it at once.</summary>
    public TimeSpan PropagationDelay { get; set; }

    /// <summary>Grows whenever all sync tokens expire.</summary>
    public int SyncEpoch => Volatile.Read(ref syncEpoch);

    /// <summary>Whose kept pages show this state of the address book; other accounts may share those of before the first write.</summary>
    public string OwnerOfPages(BookView view) => view.Revision == 0 ? PagesOf ?? Sub : Sub;

    /// <returns>The resource name, which is made when the contact brings none.</returns>
    public string AddContact(JsonObject contact) => Contacts.Add(contact);

    /// <exception cref="KeyNotFoundException">There is no such contact.</exception>
    public void Edit(string resourceName, Action<JsonObject> change) => Contacts.Edit(resourceName, change);

    /// <param name="index">The contact's index when the account began.</param>
    /// <param name="change">Changes the person; what Google derives, such as entity tags and times, follows by itself.</param>
    public void Edit(int index, Action<JsonObject> change) => Edit(NameOf(index), change);

    /// <exception cref="KeyNotFoundException">There is no such contact.</exception>
    public void Delete(string resourceName) => Contacts.Delete(resourceName);

    /// <param name="index">The contact's index when the account began.</param>
    public void Delete(int index) => Delete(NameOf(index));

    /// <summary>One contact takes over what another one knows, and its resource name; the other one is deleted.</summary>
    public void Merge(string kept, string gone) => Contacts.Merge(kept, gone);

    /// <summary>Gives the contact a field that leads to somebody's profile, and with it another resource name.</summary>
    /// <returns>The new resource name.</returns>
    public string LinkToProfile(string resourceName, string profileId = "118446744073709551615")
    {
        Contacts.LinkToProfile(resourceName, profileId);
        return $"people/{profileId}";
    }

    /// <exception cref="KeyNotFoundException">The person has no such label.</exception>
    public void RenameGroup(string resourceName, string name) => Groups.Rename(resourceName, name, time.GetUtcNow());

    /// <summary>Every sync token given so far is answered as expired.</summary>
    public void ExpireSyncTokens() => Interlocked.Increment(ref syncEpoch);

    /// <summary>The resource name that a contact had when the account began.</summary>
    public string NameOf(int index) => (string)ContactAt(index)["resourceName"]!;
}

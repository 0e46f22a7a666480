using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Gcd.Sandbox.Accounts;

/// <summary>The accounts of the simulated Google, by address and by subject.</summary>
internal sealed class AccountBook(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, SimulatedAccount> bySub = new(StringComparer.Ordinal);
    private long nextSub;

    public IEnumerable<SimulatedAccount> All => bySub.Values.OrderBy(account => account.Email, StringComparer.Ordinal);

    /// <summary>Adds an account with contacts made from a seed.</summary>
    /// <param name="email">The address.</param>
    /// <param name="contacts">How many contacts.</param>
    /// <param name="canary">A text that goes into every contact, to recognise it by.</param>
    /// <param name="seed">The same seed gives the same contacts.</param>
    public SimulatedAccount Add(string email, int contacts = 3, string? canary = null, int seed = 1) =>
        Add(email, new ContactSource(contacts, index => ContactGenerator.Create(seed, index, canary), name => ContactGenerator.IndexOf(seed, name)));

    /// <summary>Adds an account with the contacts given.</summary>
    public SimulatedAccount Add(string email, IReadOnlyList<JsonObject> contacts) =>
        Add(email, new ContactSource(contacts.Count, index => (JsonObject)contacts[index].DeepClone()));

    public SimulatedAccount? FindByEmail(string? email) =>
        email is null ? null : bySub.Values.FirstOrDefault(account => account.Email.Equals(email, StringComparison.OrdinalIgnoreCase));

    public SimulatedAccount? FindBySub(string sub) => bySub.GetValueOrDefault(sub);

    /// <summary>Closes an account; its address can be given to somebody else.</summary>
    public void Remove(SimulatedAccount account) => bySub.TryRemove(account.Sub, out _);

    private SimulatedAccount Add(string email, ContactSource contacts)
    {
        // Google's subjects have 21 digits.
        var sub = string.Create(CultureInfo.InvariantCulture, $"1{Interlocked.Increment(ref nextSub):00000000000000000000}");
        var account = new SimulatedAccount(time, contacts) { Sub = sub, Email = email };
        bySub[sub] = account;
        return account;
    }
}

namespace Gcd.Sandbox.Accounts;

/// <summary>The accounts that the demo starts with.</summary>
internal static class DemoAccounts
{
    public const string Large = "ada@example.com";

    public static void AddTo(AccountBook accounts)
    {
        accounts.Add(Large, contacts: 25_000, seed: 1).Groups.AddRange(ContactGenerator.Groups);
        var awkward = accounts.Add("grace@example.com", AwkwardContacts.Create());
        awkward.Groups.AddRange(AwkwardContacts.Groups);
        awkward.Spoil = AwkwardContacts.Spoil;
        accounts.Add("huge@example.com", contacts: 100_000, seed: 2).Groups.AddRange(ContactGenerator.Groups);
        accounts.Add("empty@example.com", contacts: 0);
    }
}

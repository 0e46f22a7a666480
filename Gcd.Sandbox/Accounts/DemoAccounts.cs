namespace Gcd.Sandbox.Accounts;

/// <summary>The accounts that the demo starts with.</summary>
internal static class DemoAccounts
{
    public const string Large = "ada@example.com";

    public static void AddTo(AccountBook accounts)
    {
        accounts.Add(Large, contacts: 25_000, seed: 1);
        accounts.Add("grace@example.com", AwkwardContacts.Create());
        accounts.Add("huge@example.com", contacts: 100_000, seed: 2);
        accounts.Add("empty@example.com", contacts: 0);
    }
}

using Gcd.Sandbox.Accounts;

namespace Gcd.Tests.Fixtures;

/// <summary>Three contacts: 1 and 2 have the label Family (f1), 2 and 3 Friends (f2); 1 and 3 have a phone number.</summary>
internal static class LabelledAccount
{
    public static SimulatedAccount AddLabelled(this World world)
    {
        var account = world.Google.Accounts.Add(
            $"person-{Guid.NewGuid():N}@example.com",
            [
                new ContactBuilder("c1").Name("1").Group("f1").Phone("+15550101", "mobile").Build(),
                new ContactBuilder("c2").Name("2").Group("f1").Group("f2").Build(),
                new ContactBuilder("c3").Name("3").Group("f2").Phone("+15550103", "work").Build(),
            ]);
        account.Groups.Add(AccountGroup.Own("f1", "Family"));
        account.Groups.Add(AccountGroup.Own("f2", "Friends"));
        return account;
    }

    /// <summary>The names in a download in JSON.</summary>
    public static async Task<string> NamesAsync(this HttpResponseMessage reply) =>
        string.Join(',', (await reply.ReadJsonAsync())["contacts"]!.AsArray().Select(contact => (string)contact!["Full Name"]!));
}

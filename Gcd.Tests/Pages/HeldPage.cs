using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Pages;

/// <summary>Google keeps one page of an account's contacts back until this is disposed of.</summary>
internal sealed class HeldPage : IDisposable
{
    // On a slow machine a test may hold a page for longer than Gcd waits for one try.
    private const int AllTries = 4;

    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HeldPage(World world, SimulatedAccount account, int start) => world.Google.Faults.Add(new Fault
    {
        Operation = GoogleOperation.Connections,
        Account = account.Email,
        Start = start,
        Times = AllTries,
        HoldReplyUntil = released.Task,
    });

    /// <param name="world">Whose Google it is.</param>
    /// <param name="account">Whose address book.</param>
    /// <param name="start">The position of the page's first contact.</param>
    public static HeldPage Of(World world, SimulatedAccount account, int start) => new(world, account, start);

    public void Dispose() => released.TrySetResult();
}

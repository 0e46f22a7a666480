namespace Gcd.Benchmarks.Processes;

/// <summary>A process under load: Gcd or the bare server.</summary>
internal interface IServer : IAsyncDisposable
{
    int ProcessId { get; }

    Uri Address { get; }

    /// <summary>What <c>/download</c> takes as the Bearer token of an account.</summary>
    Task<string> TokenForAsync(Sandbox.Accounts.SimulatedAccount account);
}

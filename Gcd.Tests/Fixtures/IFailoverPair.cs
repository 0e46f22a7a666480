namespace Gcd.Tests.Fixtures;

/// <summary>A primary and its standby, and somebody who lets the one take the other's place.</summary>
internal interface IFailoverPair : IAsyncDisposable
{
    /// <summary>Both, in an order that stays, and whatever else by default.</summary>
    string Connection { get; }

    /// <summary>The primary dies, or falls silent.</summary>
    Task EndPrimaryAsync();

    /// <summary>Returns when the standby is the primary.</summary>
    Task TakeOverAsync();

    /// <summary>The earlier primary comes back as the standby; returns when it holds everything and commits wait for it.</summary>
    Task RejoinAsync();
}

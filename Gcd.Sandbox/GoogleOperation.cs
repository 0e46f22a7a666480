namespace Gcd.Sandbox;

/// <summary>What a program can ask of the simulated Google.</summary>
internal enum GoogleOperation
{
    Exchange,
    Refresh,
    Certs,
    Revoke,
    UserInfo,
    Connections,
    ContactGroups,

    /// <summary>people.get.</summary>
    Person,

    /// <summary>people.getBatchGet.</summary>
    BatchGet,
}

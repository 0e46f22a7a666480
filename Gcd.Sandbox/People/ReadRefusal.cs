namespace Gcd.Sandbox.People;

/// <summary>Why a page of people.connections.list is not given.</summary>
internal enum ReadRefusal
{
    None,
    PageToken,
    SyncToken,
    ExpiredSyncToken,
}

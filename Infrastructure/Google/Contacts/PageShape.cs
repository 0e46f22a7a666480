namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>Which reply holds the contacts, and where.</summary>
internal enum PageShape
{
    /// <summary>people.connections.list: persons in <c>connections</c>.</summary>
    Connections,

    /// <summary>people.getBatchGet: objects in <c>responses</c>, each with the person that was asked for, or without one that is not there.</summary>
    Responses,
}

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>What a page says besides its contacts.</summary>
/// <param name="Contacts">How many contacts the page held.</param>
/// <param name="NextPageToken">Null on the last page.</param>
/// <param name="NextSyncToken">On the last page, where one was asked for.</param>
/// <param name="TotalItems">The number that Google announces for the whole address book.</param>
internal readonly record struct PeoplePage(int Contacts, string? NextPageToken, string? NextSyncToken, int? TotalItems);

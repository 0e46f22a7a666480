namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>What a page says besides its contacts.</summary>
internal readonly record struct PeoplePage(string? NextPageToken, int? TotalItems);

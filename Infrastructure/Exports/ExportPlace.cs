namespace Gcd.Infrastructure.Exports;

/// <summary>A place between two contacts of an address book, where an export can begin.</summary>
/// <param name="PageToken">Google's, of the page; null for the first.</param>
/// <param name="Contacts">How many contacts of the page come before it.</param>
internal readonly record struct ExportPlace(string? PageToken, int Contacts);

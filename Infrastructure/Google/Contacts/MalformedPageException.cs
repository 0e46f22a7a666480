namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>
/// The page is not one whole People API reply; it can be asked again. It carries no inner exception,
/// since the reader's messages quote what they stumbled over, which may be a contact's.
/// </summary>
internal sealed class MalformedPageException(long position)
    : Exception($"The page is not a whole People API reply; it stops making sense at byte {position}.");

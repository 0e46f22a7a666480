namespace Gcd.Infrastructure.Google;

/// <summary>Who signed in, by a verified ID token.</summary>
internal sealed record GooglePerson(string Sub, string Email, bool IsEmailVerified);

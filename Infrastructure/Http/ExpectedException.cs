namespace Gcd.Infrastructure.Http;

/// <summary>An exception that the service knows how to answer; it is not logged with its stack.</summary>
/// <param name="Type">The exact type.</param>
/// <param name="Answer">Counts and logs what is to be counted and logged, and returns the reply.</param>
internal sealed record ExpectedException(Type Type, Func<Exception, Problem> Answer);

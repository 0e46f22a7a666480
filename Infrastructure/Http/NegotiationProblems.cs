namespace Gcd.Infrastructure.Http;

internal static class NegotiationProblems
{
    /// <summary>Sent before anything happens: a sign-in that ends in a reply nobody can read would be lost.</summary>
    public static readonly Problem NotAcceptable = new(
        StatusCodes.Status406NotAcceptable,
        "not-acceptable",
        "Not acceptable",
        "The Accept header allows neither application/json nor text/html.",
        "Send Accept: application/json, or no Accept header at all.");
}

using Gcd.Infrastructure.Google;

namespace Gcd.Infrastructure.EarlierService;

/// <summary>The figures in sentences for the operator; addresses and tokens are in none.</summary>
internal static class TakeoverReport
{
    /// <param name="figures">What was counted.</param>
    /// <param name="leftBehind">What the source does not hand out.</param>
    /// <param name="client">The client of credentials.json; null where there is none that can be read.</param>
    public static IEnumerable<string> Lines(TakeoverFigures figures, IReadOnlyList<string> leftBehind, OAuthClientCredentials? client)
    {
        if (figures.NeedSignIn > 0)
        {
            yield return $"{Of(figures.NeedSignIn, "person has", "people have")} Google credentials that cannot be used (sealed under another key, damaged, or not what the earlier service wrote): they sign in once.";
        }

        if (figures.NotOpened > 0)
        {
            yield return $"{Of(figures.NotOpened, "person is", "people are")} left behind: none of their tokens opens with EARLIER_ENCRYPTION_KEY. They sign in again and get a new token.";
        }

        if (figures.SecretsNotOpened > 0)
        {
            yield return $"{Of(figures.SecretsNotOpened, "token", "tokens")} could not be opened and will get 401.";
        }

        if (figures.WithoutTokens > 0)
        {
            yield return $"{Of(figures.WithoutTokens, "person has", "people have")} no token, so nobody could use their credentials: left behind.";
        }

        if (figures.BadAddresses > 0)
        {
            yield return $"{Of(figures.BadAddresses, "row has", "rows have")} no address that can be used: left behind.";
        }

        foreach (var sentence in leftBehind)
        {
            yield return $"Left behind: {sentence}.";
        }

        foreach (var (clientId, count) in figures.Clients.Where(other => other.Key != client?.ClientId))
        {
            var named = clientId.Length == 0 ? "no OAuth client" : $"the OAuth client {clientId}";
            yield return client is null
                ? $"GOOGLE_CREDENTIALS: there is no credentials file to compare with. The credentials of {Of(count, "person", "people")} name {named}: use its credentials.json."
                : $"GOOGLE_CREDENTIALS names another OAuth client ({client.ClientId}) than the credentials of {Of(count, "person", "people")} ({named}): Google will not renew them. Use the credentials.json of that client, or these people have to sign in again.";
        }
    }

    public static string Of(long count, string one, string many) => FormattableString.Invariant($"{count} {(count == 1 ? one : many)}");
}

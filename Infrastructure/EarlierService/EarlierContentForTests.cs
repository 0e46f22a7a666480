using System.Text;
using System.Text.Json;

namespace Gcd.Infrastructure.EarlierService;

/// <summary>What a database of the earlier service means, once its key has opened it.</summary>
public sealed record EarlierContentForTests
{
    public required string Key { get; init; }

    public required IReadOnlyList<PersonForTests> People { get; init; }

    public required IReadOnlyList<string> LeftBehind { get; init; }

    public long Secrets => People.Sum(person => person.AccessTokens.Count + person.ExportTokens.Count);

    internal static async Task<EarlierContentForTests> OfAsync(IEarlierDatabase database, string key)
    {
        var seal = EarlierSeal.Of(key);
        var people = await database.ReadAsync(default).Select(person => Open(person, seal)).ToListAsync();
        return new EarlierContentForTests { Key = key, People = people, LeftBehind = database.LeftBehind };
    }

    /// <summary>To be compared; what another key sealed tells no more than whose it is, and how much.</summary>
    public override string ToString() => JsonSerializer.Serialize(this with { People = [.. People.Select(Known)] });

    private static PersonForTests Known(PersonForTests person)
    {
        var known = person with { RefreshToken = person.Opens ? person.RefreshToken : null, Scopes = person.Scopes?.Order(StringComparer.Ordinal).ToList() };
        return known.RefreshToken is null
            ? known with { ClientId = null, Scopes = null, AccessTokens = Sorted(known.AccessTokens, known.Opens), ExportTokens = Sorted(known.ExportTokens, known.Opens) }
            : known with { AccessTokens = Sorted(known.AccessTokens, isKnown: true), ExportTokens = Sorted(known.ExportTokens, isKnown: true) };
    }

    private static string[] Sorted(IEnumerable<string> tokens, bool isKnown) => [.. tokens.Select(token => isKnown ? token : "sealed").Order(StringComparer.Ordinal)];

    private static PersonForTests Open(EarlierPerson person, EarlierSeal seal)
    {
        var opened = seal.Open(person.TokenData);
        var credentials = opened is null ? null : EarlierCredentials.Read(opened);
        return new PersonForTests
        {
            Email = person.Email,
            Opens = opened is not null,
            RefreshToken = credentials?.RefreshToken,
            ClientId = credentials?.ClientId,
            Scopes = credentials?.Scopes,
            AccessTokens = Tokens(EarlierSecretKind.AccessToken),
            ExportTokens = Tokens(EarlierSecretKind.ExportToken),
        };

        string[] Tokens(EarlierSecretKind kind) =>
            [.. person.Secrets.Where(secret => secret.Kind == kind).Select(secret => seal.Open(secret.Sealed) is { } token ? Encoding.ASCII.GetString(token) : "sealed")];
    }

    public sealed record PersonForTests
    {
        public required string Email { get; init; }

        public required bool Opens { get; init; }

        public required string? RefreshToken { get; init; }

        public required string? ClientId { get; init; }

        public required IReadOnlyList<string>? Scopes { get; init; }

        public required IReadOnlyList<string> AccessTokens { get; init; }

        public required IReadOnlyList<string> ExportTokens { get; init; }
    }
}

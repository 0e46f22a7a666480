using Gcd.Infrastructure.Crypto;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.EarlierService;

/// <summary>Makes Gcd's rows of what the earlier service sealed.</summary>
internal sealed class EarlierRows(EarlierSeal seal, GrantSealer sealer, AccessTokens tokens, DateTimeOffset now)
{
    private const string NameOfTheirs = "From the earlier service";

    private static readonly NewToken Access = new() { Kind = TokenKind.Earlier, Name = NameOfTheirs };

    // The later version's file is its CSV, which has our 19 columns.
    private static readonly NewToken Link = new() { Kind = TokenKind.Link, Name = NameOfTheirs, Rights = new TokenRights { Formats = ["csv"] } };

    /// <returns>Null for a person of whom there is nothing to take over; the figures say why.</returns>
    public (StoredUser User, IReadOnlyList<StoredToken> Tokens)? Convert(EarlierPerson person, TakeoverFigures figures)
    {
        if (!GooglePerson.IsAddress(person.Email))
        {
            figures.BadAddresses++;
            return null;
        }

        var opened = Open(person, figures);
        var credentials = ReadCredentials(person, figures);
        if (opened.Count == 0)
        {
            _ = person.Secrets.Count == 0 ? figures.WithoutTokens++ : figures.NotOpened++;
            return null;
        }

        figures.People++;
        figures.AccessTokens += opened.Count(token => token.Kind == TokenKind.Earlier);
        figures.Links += opened.Count(token => token.Kind == TokenKind.Link);
        return (ToUser(person.Email, credentials, figures), opened);
    }

    private List<StoredToken> Open(EarlierPerson person, TakeoverFigures figures)
    {
        var opened = new Dictionary<string, StoredToken>(StringComparer.Ordinal);
        foreach (var secret in person.Secrets)
        {
            var text = seal.Open(secret.Sealed) is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes) : null;
            figures.IsKeyRight |= text is not null;
            if (text is null || !EarlierToken.IsWellFormed(text))
            {
                figures.SecretsNotOpened++;
                continue;
            }

            var row = tokens.RowOf(text, EarlierSubject.Of(person.Email), person.Email, secret.Kind == EarlierSecretKind.ExportToken ? Link : Access);
            opened.TryAdd(row.Hash, row);
        }

        return [.. opened.Values];
    }

    private EarlierCredentials? ReadCredentials(EarlierPerson person, TakeoverFigures figures)
    {
        var pickle = seal.Open(person.TokenData);
        figures.IsKeyRight |= pickle is not null;
        return pickle is null ? null : EarlierCredentials.Read(pickle);
    }

    private StoredUser ToUser(string email, EarlierCredentials? credentials, TakeoverFigures figures)
    {
        var sub = EarlierSubject.Of(email);
        if (credentials is null)
        {
            figures.NeedSignIn++;
        }
        else
        {
            var client = credentials.ClientId ?? string.Empty;
            figures.Clients[client] = figures.Clients.GetValueOrDefault(client) + 1;
        }

        return new StoredUser
        {
            Email = email,
            UserHash = Tokens.UserHash.Of(email),
            GoogleSub = sub,
            // The first use refreshes, which tells whose grant it is.
            TokenData = credentials is null
                ? []
                : sealer.Seal(new Grant { AccessToken = string.Empty, RefreshAt = DateTimeOffset.UnixEpoch, RefreshToken = credentials.RefreshToken, EarlierSub = EarlierIdToken.SubjectOf(credentials, email) }, sub),
            GrantedScopes = credentials?.Scopes is { Count: > 0 } scopes ? string.Join(' ', scopes) : GoogleScopes.Contacts,
            ClientId = credentials?.ClientId ?? string.Empty,
            State = credentials is null ? GrantState.NeedsSignIn : GrantState.Active,
            Version = 1,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }
}

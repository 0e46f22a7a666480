using System.Globalization;
using System.Security.Cryptography;
using Gcd.Infrastructure.Crypto;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NpgsqlTypes;

namespace Gcd.Benchmarks.Load;

/// <summary>Fills a PostgreSQL by COPY with people of two tokens each: rows that Gcd itself would write, sealed and hashed, of their real size.</summary>
internal sealed class CopiedPeople : IAsyncDisposable
{
    public const int TokensOfAUser = 2;
    private const int PeopleInABatch = 50_000;
    private const int MostSamples = 2_000;

    // The second token of each fifth person is a link.
    private const int LinkEvery = 5;
    private static readonly NewToken Link = new() { Kind = TokenKind.Link, Rights = new TokenRights { Formats = ["vcard"] } };
    private readonly string connection;
    private readonly AccessTokens maker;
    private readonly GrantSealer sealer;
    private int made;

    public CopiedPeople(IReadOnlyDictionary<string, string?> variables)
    {
        var settings = SettingsSetup.Read(new ConfigurationBuilder().AddInMemoryCollection(variables).Build(), isDevelopment: false);
        connection = settings.Store.PostgresConnection!;
        Opened = TokenStores.Open(settings);
        maker = new AccessTokens(Opened.Store, Opened.Keys.Hasher, settings, TimeProvider.System, NullLogger<AccessTokens>.Instance);
        sealer = new GrantSealer(Opened.Keys.Ring);
    }

    public StoreHandle Opened { get; }

    /// <summary>Some of the tokens, evenly chosen; all were used a moment ago, so that asking with them writes nothing.</summary>
    public List<string> Samples { get; } = [];

    /// <param name="people">How many more.</param>
    /// <param name="areOver">Whether their tokens have expired.</param>
    public async Task AddAsync(int people, bool areOver = false)
    {
        // As pg_restore does it: what is copied fits, and need not be checked row by row.
        await using var source = NpgsqlDataSource.Create($"{connection};Options=-c session_replication_role=replica");
        var sampleEvery = Math.Max(1, people / MostSamples);
        for (var left = people; left > 0; left -= PeopleInABatch)
        {
            var users = Enumerable.Range(made, Math.Min(left, PeopleInABatch)).Select(NewUser).ToList();
            made += users.Count;
            await CopyUsersAsync(source, users);
            await CopyTokensAsync(source, users.SelectMany((user, index) => TokensOf(user, index, areOver, isSample: index % sampleEvery == 0)));
        }
    }

    public ValueTask DisposeAsync() => Opened.DisposeAsync();

    private IEnumerable<StoredToken> TokensOf(StoredUser user, int index, bool areOver, bool isSample)
    {
        for (var number = 0; number < TokensOfAUser; number++)
        {
            var isLink = number == 1 && index % LinkEvery == 0;
            var (token, row) = isLink ? maker.Create(user.GoogleSub, user.Email, Link) : maker.Create(user.GoogleSub, user.Email);
            if (isSample && !isLink && !areOver)
            {
                Samples.Add(token);
            }

            yield return row with { LastUsedAt = DateTimeOffset.UtcNow, ExpiresAt = areOver ? DateTimeOffset.UtcNow.AddDays(-1) : row.ExpiresAt };
        }
    }

    private StoredUser NewUser(int number)
    {
        var sub = string.Create(CultureInfo.InvariantCulture, $"2{number:00000000000000000000}");
        var email = string.Create(CultureInfo.InvariantCulture, $"stored-person-{number}@example.com");
        // As long as Google's are.
        var grant = new Grant { AccessToken = RandomNumberGenerator.GetHexString(220), RefreshToken = RandomNumberGenerator.GetHexString(103), RefreshAt = DateTimeOffset.UtcNow };
        return new()
        {
            Email = email,
            UserHash = UserHash.Of(email),
            GoogleSub = sub,
            TokenData = sealer.Seal(grant, sub),
            GrantedScopes = "openid https://www.googleapis.com/auth/userinfo.email https://www.googleapis.com/auth/contacts.readonly",
            ClientId = "407408718192-abcdefghijklmnopqrstuvwxyz012345.apps.googleusercontent.com",
            State = GrantState.Active,
            Version = 1,
            CreatedAt = DateTimeOffset.UtcNow,
            UpdatedAt = DateTimeOffset.UtcNow,
        };
    }

    private static async Task CopyUsersAsync(NpgsqlDataSource source, List<StoredUser> users)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var copy = await connection.BeginBinaryImportAsync("COPY user_tokens (user_email, user_hash, token_data, created_at, updated_at, google_sub, granted_scopes, client_id, state, version, key_id) FROM STDIN (FORMAT BINARY)");
        copy.Timeout = Timeout.InfiniteTimeSpan;
        foreach (var user in users)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(user.Email);
            await copy.WriteAsync(user.UserHash);
            await copy.WriteAsync(user.TokenData);
            await copy.WriteAsync(user.CreatedAt.UtcDateTime, NpgsqlDbType.TimestampTz);
            await copy.WriteAsync(user.UpdatedAt.UtcDateTime, NpgsqlDbType.TimestampTz);
            await copy.WriteAsync(user.GoogleSub);
            await copy.WriteAsync(user.GrantedScopes);
            await copy.WriteAsync(user.ClientId);
            await copy.WriteAsync("active");
            await copy.WriteAsync(user.Version);
            await copy.WriteAsync(KeyRing.ReadKeyId(user.TokenData)!.ToString()!);
        }

        await copy.CompleteAsync();
    }

    private static async Task CopyTokensAsync(NpgsqlDataSource source, IEnumerable<StoredToken> tokens)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var copy = await connection.BeginBinaryImportAsync("COPY access_tokens (access_token, user_email, created_at, last_used_at, expires_at, name, binding, kind, rights) FROM STDIN (FORMAT BINARY)");
        copy.Timeout = Timeout.InfiniteTimeSpan;
        foreach (var token in tokens)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(token.Hash);
            await copy.WriteAsync(token.UserEmail);
            await copy.WriteAsync(token.CreatedAt.UtcDateTime, NpgsqlDbType.TimestampTz);
            await copy.WriteAsync(token.LastUsedAt!.Value.UtcDateTime, NpgsqlDbType.TimestampTz);
            await WriteOrNullAsync(copy, token.ExpiresAt?.UtcDateTime);
            await copy.WriteNullAsync();
            await copy.WriteAsync(token.Binding);
            await copy.WriteAsync(token.Kind.Name());
            await WriteOrNullAsync(copy, token.Rights);
        }

        await copy.CompleteAsync();
    }

    private static Task WriteOrNullAsync(NpgsqlBinaryImporter copy, DateTime? time) => time is { } value ? copy.WriteAsync(value, NpgsqlDbType.TimestampTz) : copy.WriteNullAsync();

    private static Task WriteOrNullAsync(NpgsqlBinaryImporter copy, string? text) => text is null ? copy.WriteNullAsync() : copy.WriteAsync(text);
}

using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Gcd.Infrastructure.EarlierService;

/// <summary>A database with the earlier service's tables and as many people as a test needs, each with the credentials of a fixture.</summary>
internal static class EarlierDatabaseForTests
{
    public const string Key = "an earlier key";

    /// <returns>The tokens of each person, one for each address.</returns>
    public static async Task<IReadOnlyList<string>> MakeAsync(string path, int people, string folder)
    {
        await using var fixture = await EarlierDatabases.OpenAsync(EarlierFixturesForTests.Lay("google_contacts-secret.db", folder), default);
        var pickle = EarlierSeal.Of("secret").Open((await fixture.ReadAsync(default).FirstAsync()).TokenData)!;
        var tokens = Enumerable.Range(0, people).Select(_ => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))).ToList();
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await RunAsync(connection, "CREATE TABLE user_tokens (user_email TEXT PRIMARY KEY, user_hash TEXT NOT NULL, token_data BLOB NOT NULL, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP)");
        await RunAsync(connection, "CREATE TABLE access_tokens (access_token TEXT PRIMARY KEY, user_email TEXT NOT NULL, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, FOREIGN KEY (user_email) REFERENCES user_tokens (user_email) ON DELETE CASCADE)");
        for (var i = 0; i < people; i++)
        {
            var email = AddressOf(i);
            await RunAsync(connection, "INSERT INTO user_tokens (user_email, user_hash, token_data) VALUES ($a, $b, $c)", email, Tokens.UserHash.Of(email), Seal(pickle));
            await RunAsync(connection, "INSERT INTO access_tokens (access_token, user_email) VALUES ($a, $b)", Seal(Encoding.ASCII.GetBytes(tokens[i])), email);
        }

        await transaction.CommitAsync();
        return tokens;
    }

    public static string AddressOf(int number) => FormattableString.Invariant($"person-{number:D5}@example.com");

    /// <summary>A Fernet token (https://github.com/fernet/spec).</summary>
    private static byte[] Seal(byte[] text)
    {
        var key = SHA256.HashData(Encoding.UTF8.GetBytes(Key));
        using var aes = Aes.Create();
        aes.SetKey(key.AsSpan(16));
        var iv = RandomNumberGenerator.GetBytes(16);
        var time = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        byte[] signed = [0x80, .. time, .. iv, .. aes.EncryptCbc(text, iv)];
        byte[] whole = [.. signed, .. HMACSHA256.HashData(key.AsSpan(0, 16), signed)];
        return Encoding.ASCII.GetBytes(Convert.ToBase64String(whole).Replace('+', '-').Replace('/', '_'));
    }

    private static async Task RunAsync(SqliteConnection connection, string sql, params object[] values)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue("$" + (char)('a' + i), values[i]);
        }

        await command.ExecuteNonQueryAsync();
    }
}

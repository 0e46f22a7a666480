using System.IO.Compression;
using Gcd.Infrastructure.Settings;
using Gcd.Tests.Fixtures;
using Gcd.Tests.Structure;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Gcd.Infrastructure.Tokens;

/// <summary>Databases of two people who signed in, written by Gcd when it knew neither links nor limits (commit b9c250e), when it had no sync states (26de6a8), and when it counted its rows at each start (f33db44).</summary>
public sealed class EarlierSchemaTests
{
    // Of a sandbox; they open nothing else.
    private const string Key = "cNF7OjA4cUEpJoJ68hJZYEuyBk+6uvVLGSqHw4pcYIQ=";
    private const string AdasToken = "gcd_L7fd1fi2wYFM20425X1pk9MBJvWx3CwBa4SBupGUrp50lNMS3";
    private const string GracesToken = "gcd_6OhoSVOSSLGJavyyuSjKcu55J5uLCx7JFITngD42A5S0nX2fB";

    [Theory]
    [InlineData("litedb", "litedb-2.db")]
    [InlineData("litedb", "litedb-3.db")]
    [InlineData("litedb", "litedb-4.db")]
    [InlineData("sqlite", "sqlite-1.db")]
    [InlineData("sqlite", "sqlite-2.db")]
    [InlineData("sqlite", "sqlite-3.db")]
    public async Task A_file_of_before_is_brought_up_to_date_and_its_tokens_go_on_working(string store, string fixture)
    {
        var folder = Directory.CreateTempSubdirectory("gcd-test-");
        try
        {
            var path = Path.Combine(folder.FullName, "google_contacts.db");
            await File.WriteAllBytesAsync(path, Read(fixture));
            await AssertGoesOnAsync(Settings(("TOKEN_STORE", store), ("GOOGLE_DATABASE", path)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [SkippableTheory]
    [InlineData("postgres-1.sql")]
    [InlineData("postgres-2.sql")]
    [InlineData("postgres-3.sql")]
    public async Task A_PostgreSQL_of_before_is_brought_up_to_date_and_its_tokens_go_on_working(string fixture)
    {
        var connection = await (await PostgresServer.SharedAsync()).NewDatabaseAsync();
        await using (var source = NpgsqlDataSource.Create(connection))
        {
            await using var command = source.CreateCommand(System.Text.Encoding.UTF8.GetString(Read(fixture)));
            await command.ExecuteNonQueryAsync();
        }

        await AssertGoesOnAsync(Settings(("TOKEN_STORE", "postgres"), ("POSTGRES_CONNECTION", connection)));
    }

    private static async Task AssertGoesOnAsync(GcdSettings settings)
    {
        // The second time it is up to date already.
        for (var start = 0; start < 2; start++)
        {
            await using var opened = TokenStores.Open(settings);
            var time = new ShiftedTime { Shift = new DateTimeOffset(2026, 11, 27, 0, 0, 0, TimeSpan.Zero) - TimeProvider.System.GetUtcNow() };
            var tokens = AccessTokensTests.For(opened.Store, opened.Keys, settings, time);
            var ada = await tokens.FindAsync(AdasToken, TokenKind.Access, default);
            Assert.Equal("ada@example.com", ada?.User.Email);
            Assert.Null(ada!.Token.Rights);
            Assert.Equal("grace@example.com", (await tokens.FindAsync(GracesToken, TokenKind.Access, default))?.User.Email);
            Assert.Equal(new StoreCounts(Users: 2, AccessTokens: 2, Links: start), opened.Store.Counts);

            // What is new works beside it.
            var (_, link) = tokens.Create(ada.User.GoogleSub, ada.User.Email, new NewToken { Kind = TokenKind.Link, Rights = new TokenRights { Formats = ["vcard"] } });
            Assert.True(await opened.SyncStates.SaveAsync(SyncStatesContractTests.State($"{start}", ada.User.GoogleSub), 20, default));
            Assert.Equal(AddedToken.Added, await opened.Store.AddTokenAsync(ada.User.GoogleSub, link, 50, default));
        }
    }

    private static GcdSettings Settings(params (string Name, string Value)[] variables) => SettingsSetup.Read(
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>("GOOGLE_ENCRYPTION_KEY", Key), .. variables.Select(variable => KeyValuePair.Create<string, string?>(variable.Name, variable.Value))]).Build(),
        isDevelopment: false);

    private static byte[] Read(string fixture)
    {
        using var file = File.OpenRead(Path.Combine(Repository.Root, "Gcd.Tests", "Fixtures", "EarlierDatabases", $"{fixture}.gz"));
        using var text = new GZipStream(file, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        text.CopyTo(bytes);
        return bytes.ToArray();
    }
}

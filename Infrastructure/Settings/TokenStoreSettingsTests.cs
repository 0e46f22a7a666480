using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Gcd.Infrastructure.Settings;

public sealed class TokenStoreSettingsTests
{
    private const string Password = "pass-48151@/:ü";

    [Theory]
    [InlineData(null, nameof(TokenStoreKind.LiteDb))]
    [InlineData("", nameof(TokenStoreKind.LiteDb))]
    [InlineData("LiteDB", nameof(TokenStoreKind.LiteDb))]
    [InlineData("SQLite", nameof(TokenStoreKind.Sqlite))]
    [InlineData("postgres", nameof(TokenStoreKind.Postgres))]
    [InlineData("PostgreSQL", nameof(TokenStoreKind.Postgres))]
    public void A_store_is_chosen_by_its_name_in_any_case(string? text, string kind) =>
        Assert.Equal(kind, Read(("TOKEN_STORE", text), ("POSTGRES_CONNECTION", "Host=db")).Store.Kind.ToString());

    [Theory]
    [InlineData("mysql")]
    [InlineData("lite db")]
    [InlineData("0")]
    public void Another_store_is_refused_with_what_there_is(string text)
    {
        var message = Refusal(("TOKEN_STORE", text));

        Assert.Contains($"TOKEN_STORE: '{text}' is not allowed", message, StringComparison.Ordinal);
        Assert.Contains("litedb (default, one file), sqlite (one file) or postgres", message, StringComparison.Ordinal);
    }

    [Fact]
    public void PostgreSQL_needs_a_connection_and_other_stores_do_not_look_at_it()
    {
        Assert.Contains("POSTGRES_CONNECTION: is not set", Refusal(("TOKEN_STORE", "postgres")), StringComparison.Ordinal);
        Assert.Null(Read(("TOKEN_STORE", "sqlite"), ("POSTGRES_CONNECTION", "rubbish")).Store.PostgresConnection);
    }

    [Theory]
    [InlineData("postgresql")]
    [InlineData("postgres")]
    public void An_address_means_the_same_as_pairs(string scheme)
    {
        var address = $"{scheme}://gcd%40example:{Uri.EscapeDataString(Password)}@db.example.com:6432/contacts?sslmode=verify-full&connect_timeout=7&application_name=x";

        var read = Connection(address);

        Assert.Equal(("db.example.com", 6432, "contacts", "gcd@example", Password), (read.Host, read.Port, read.Database, read.Username, read.Password));
        Assert.Equal((SslMode.VerifyFull, 7), (read.SslMode, read.Timeout));
        Assert.Equal(read.ConnectionString, Connection(read.ConnectionString).ConnectionString);
    }

    [Fact]
    public void An_address_may_leave_out_what_has_a_default() =>
        Assert.Equal(("db", 5432, null, null), (Connection("postgres://db").Host, Connection("postgres://db").Port, Connection("postgres://db").Database, Connection("postgres://db").Password));

    [Theory]
    [InlineData("rubbish")]
    [InlineData("Host=")]
    [InlineData("Database=gcd")]
    [InlineData("Host=db;Nonsense=1")]
    [InlineData("postgresql://")]
    [InlineData("postgresql://db/gcd?nonsense=1")]
    [InlineData("postgresql://db:port/gcd")]
    public void What_is_no_connection_is_refused_and_not_shown(string text)
    {
        var message = Refusal(("TOKEN_STORE", "postgres"), ("POSTGRES_CONNECTION", text + ";Password=" + Password));

        Assert.Contains("POSTGRES_CONNECTION: is no connection string", message, StringComparison.Ordinal);
        Assert.DoesNotContain("48151", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_password_is_not_in_the_settings_text()
    {
        var settings = Read(("TOKEN_STORE", "postgres"), ("POSTGRES_CONNECTION", $"Host=db;Password='{Password}'"));

        Assert.DoesNotContain("48151", settings.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void By_a_link_the_database_is_the_file_that_it_leads_to()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows lets administrators alone make links.");
        var folder = Directory.CreateTempSubdirectory("gcd-test-");
        try
        {
            var (file, link, far) = (Path.Combine(folder.FullName, "contacts.db"), Path.Combine(folder.FullName, "link.db"), Path.Combine(folder.FullName, "far.db"));
            // Not there yet, as at the first start.
            File.CreateSymbolicLink(link, "contacts.db");
            File.CreateSymbolicLink(far, link);
            Assert.All(new[] { file, link, far }, path => Assert.Equal(file, Read(("GOOGLE_DATABASE", path)).Store.DatabasePath));

            File.WriteAllBytes(file, []);
            Assert.All(new[] { file, link, far }, path => Assert.Equal(file, Read(("GOOGLE_DATABASE", path)).Store.DatabasePath));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static NpgsqlConnectionStringBuilder Connection(string text) =>
        new(Read(("TOKEN_STORE", "postgres"), ("POSTGRES_CONNECTION", text)).Store.PostgresConnection);

    private static string Refusal(params (string Name, string? Value)[] variables) => Assert.Throws<StartupException>(() => Read(variables)).Message;

    private static GcdSettings Read(params (string Name, string? Value)[] variables) =>
        SettingsSetup.Read(
            new ConfigurationBuilder().AddInMemoryCollection([new("GOOGLE_ENCRYPTION_KEY", "a passphrase"), .. variables.Select(pair => new KeyValuePair<string, string?>(pair.Name, pair.Value))]).Build(),
            isDevelopment: false);
}

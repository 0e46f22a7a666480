using Gcd.Infrastructure.Settings;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Gcd.Infrastructure.Tokens.Postgres;

public sealed class PostgresTokenStoreTests : TokenStoreContractTests
{
    private readonly string key = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
    private string connection = string.Empty;

    public override async Task InitializeAsync()
    {
        var name = "t" + Guid.NewGuid().ToString("N");
        await using (var source = NpgsqlDataSource.Create("Host=/tmp/mypg;Username=gcd;Database=postgres"))
        {
            await using var command = source.CreateCommand($"CREATE DATABASE {name}");
            await command.ExecuteNonQueryAsync();
        }

        connection = $"Host=/tmp/mypg;Username=gcd;Database={name}";
        await base.InitializeAsync();
    }

    private protected override OpenedStore Open() => TokenStores.Open(SettingsSetup.Read(
        new ConfigurationBuilder().AddInMemoryCollection([new("TOKEN_STORE", "postgres"), new("POSTGRES_CONNECTION", connection), new("GOOGLE_ENCRYPTION_KEY", key)]).Build(),
        isDevelopment: false));
}

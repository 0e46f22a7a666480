using Npgsql;

namespace Gcd.Infrastructure.Tokens.Postgres;

/// <summary>One of the servers that POSTGRES_CONNECTION names, with connections of its own.</summary>
internal sealed class PostgresNode
{
    public PostgresNode(NpgsqlConnectionStringBuilder all, (string Host, int Port) address)
    {
        Name = $"{address.Host}:{address.Port}";
        var builder = new NpgsqlConnectionStringBuilder(all.ConnectionString) { Host = address.Host, Port = address.Port, TargetSessionAttributes = null, LoadBalanceHosts = false };
        Source = NpgsqlDataSource.Create(builder);
        // A search asks servers from which nothing else is wanted, and must not wait for a pool.
        builder.Pooling = false;
        builder.MinPoolSize = 0;
        OnceOnly = builder.ConnectionString;
    }

    public string Name { get; }

    public NpgsqlDataSource Source { get; }

    /// <summary>Opens a connection that ends when it is closed.</summary>
    public string OnceOnly { get; }
}

using Npgsql;

namespace Gcd.Infrastructure.Tokens.Postgres;

/// <summary>One of the servers that POSTGRES_CONNECTION names, with connections of its own.</summary>
internal sealed class PostgresNode : IAsyncDisposable
{
    // Statements prepared at their second use.
    private const int MostPrepared = 64;
    private const int UsesBefore = 2;

    private readonly Lock gate = new();
    private readonly NpgsqlConnectionStringBuilder settings;
    private Task<NpgsqlDataSource>? looking;
    private volatile NpgsqlDataSource? source;

    public PostgresNode(NpgsqlConnectionStringBuilder all, (string Host, int Port) address)
    {
        Name = $"{address.Host}:{address.Port}";
        settings = new NpgsqlConnectionStringBuilder(all.ConnectionString) { Host = address.Host, Port = address.Port, TargetSessionAttributes = null, LoadBalanceHosts = false };
        // A search asks servers from which nothing else is wanted, and must not wait for a pool.
        OnceOnly = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false, MinPoolSize = 0, MaxAutoPrepare = 0 }.ConnectionString;
    }

    public string Name { get; }

    /// <summary>Opens a connection that ends when it is closed.</summary>
    public string OnceOnly { get; }

    /// <summary>Whether a pooler such as PgBouncer answers in the server's place; known once a connection was opened.</summary>
    public bool IsPooler { get; private set; }

    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        var known = source ?? await FindOutAsync(ct);
        return await known.OpenConnectionAsync(ct);
    }

    /// <summary>Lets the connections go that are not in use.</summary>
    public void Clear() => source?.Clear();

    public ValueTask DisposeAsync() => source?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>All wait for the one look.</summary>
    private Task<NpgsqlDataSource> FindOutAsync(CancellationToken ct)
    {
        lock (gate)
        {
            if (looking is null or { IsFaulted: true })
            {
                looking = Task.Run(LookAsync, CancellationToken.None);
            }

            return looking.WaitAsync(ct);
        }
    }

    private async Task<NpgsqlDataSource> LookAsync()
    {
        IsPooler = await PostgresPooler.AnswersAsync(OnceOnly);
        var builder = new NpgsqlConnectionStringBuilder(settings.ConnectionString);
        // In transaction mode each transaction may come to another session. One where something else was prepared under the same name would run that instead.
        Default(builder, "Max Auto Prepare", IsPooler ? 0 : MostPrepared);
        Default(builder, "Auto Prepare Min Usages", UsesBefore);
        // Nor is a session there to be reset, and nothing here changes one.
        Default(builder, "No Reset On Close", IsPooler);
        return source = NpgsqlDataSource.Create(builder);
    }

    private static void Default(NpgsqlConnectionStringBuilder builder, string name, object value)
    {
        // What the operator chose counts.
        if (!builder.ShouldSerialize(name))
        {
            builder[name] = value;
        }
    }
}

using Microsoft.Data.Sqlite;

namespace Gcd.Infrastructure.Tokens.Sqlite;

/// <summary>A database as the earlier service made it: its schema to the letter, values in the form of Fernet.</summary>
internal static class EarlierServiceForTests
{
    public static readonly string[] People = ["ada@example.com", "bob@example.com", "o'brien@example.com"];

    public static void Make(string path) =>
        Run(
            path,
            """
            CREATE TABLE user_tokens (
                user_email TEXT PRIMARY KEY,
                user_hash TEXT NOT NULL,
                token_data BLOB NOT NULL,
                created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
                updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
            );
            CREATE TABLE access_tokens (
                access_token TEXT PRIMARY KEY,
                user_email TEXT NOT NULL,
                created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
                FOREIGN KEY (user_email) REFERENCES user_tokens (user_email) ON DELETE CASCADE
            );
            INSERT INTO user_tokens (user_email, user_hash, token_data, created_at) VALUES
              ('ada@example.com', 'b5fc85e55755f9ef', CAST('gAAAAABlY2FuYXJ5LWFkYQ==' AS BLOB), '2024-01-02 03:04:05'),
              ('bob@example.com', '5ff860bf1190596c', CAST('gAAAAABlY2FuYXJ5LWJvYg==' AS BLOB), '2024-01-02 03:04:05'),
              ('o''brien@example.com', '0000000000000000', CAST('gAAAAABlY2FuYXJ5LW9i' AS BLOB), NULL);
            INSERT INTO access_tokens (access_token, user_email, created_at) VALUES
              ('gAAAAABlYWRhLTE=', 'ada@example.com', '2024-01-02 03:04:05'),
              ('gAAAAABlYWRhLTI=', 'ada@example.com', '2024-02-02 03:04:05'),
              ('gAAAAABlYm9iLTE=', 'bob@example.com', '2024-03-02 03:04:05'),
              ('gAAAAABlbm9ib2R5', 'nobody@example.com', '2024-04-02 03:04:05');
            """);

    public static void Run(string path, string statements)
    {
        using var connection = Open(path);
        using var command = connection.CreateCommand();
        command.CommandText = statements;
        command.ExecuteNonQuery();
    }

    public static IReadOnlyList<string> Query(string path, string query)
    {
        using var connection = Open(path);
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)));
        }

        return rows;
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, ForeignKeys = false }.ConnectionString);
        connection.Open();
        return connection;
    }
}

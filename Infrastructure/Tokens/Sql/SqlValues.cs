using System.Data.Common;

namespace Gcd.Infrastructure.Tokens.Sql;

/// <summary>The parameters of a statement. Values never become part of its text.</summary>
internal sealed class SqlValues(params (string Name, object? Value)[] values)
{
    public static readonly SqlValues None = new();

    public SqlValues With(string name, object? value) => new([.. values, (name, value)]);

    /// <summary>Puts the values into a command that may have had others before.</summary>
    public void Set(DbCommand command, ISqlDialect dialect)
    {
        if (command.Parameters.Count == 0)
        {
            AddTo(command.Parameters, command.CreateParameter, dialect);
            return;
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = Translate(values[i].Value, dialect);
        }
    }

    public void AddTo(DbParameterCollection parameters, Func<DbParameter> create, ISqlDialect dialect)
    {
        foreach (var (name, value) in values)
        {
            var parameter = create();
            parameter.ParameterName = name;
            parameter.Value = Translate(value, dialect);
            parameters.Add(parameter);
        }
    }

    private static object Translate(object? value, ISqlDialect dialect) =>
        value switch
        {
            null => DBNull.Value,
            DateTimeOffset time => dialect.FromTime(time),
            _ => value,
        };
}

using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Gcd.Infrastructure.EarlierService;

/// <summary>Reads within one transaction, so that all counts and rows are of one moment.</summary>
internal sealed class EarlierDatabase(DbConnection connection, DbTransaction transaction, EarlierTables tables, IEarlierSource source) : IEarlierDatabase
{
    private readonly EarlierQueries queries = new(tables, source);
    private List<string> leftBehind = [];

    public string Name => source.Name;

    public bool IsGcds => tables.IsGcds;

    public IReadOnlyList<string> LeftBehind => leftBehind;

    public async ValueTask<EarlierCounts> CountAsync(CancellationToken ct)
    {
        var people = await NumberAsync([queries.CountPeople], ct);
        return new EarlierCounts(people, await NumberAsync(queries.CountSecrets, ct));
    }

    public async IAsyncEnumerable<EarlierPerson> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var left = await CountLeftAsync(ct);
        await using var command = Command(queries.Rows);
        await using var reader = await ExplainedAsync(() => command.ExecuteReaderAsync(ct));
        EarlierPerson? person = null;
        var secrets = new List<EarlierSecret>();
        while (await ExplainedAsync(() => reader.ReadAsync(ct)))
        {
            var (address, kind, value) = (reader.GetString(0), Convert.ToInt32(reader.GetValue(1), CultureInfo.InvariantCulture), BytesOf(reader.GetValue(2)));
            var isSame = person?.Email == address;
            if (kind == EarlierQueries.Person && !isSame)
            {
                if (person is not null)
                {
                    yield return person;
                }

                secrets = [];
                person = new EarlierPerson { Email = address, TokenData = value, Secrets = secrets };
            }
            else if (kind == EarlierQueries.Person)
            {
                left.SecondRows++;
            }
            else if (isSame)
            {
                secrets.Add(new EarlierSecret(kind == EarlierQueries.ExportToken ? EarlierSecretKind.ExportToken : EarlierSecretKind.AccessToken, value));
            }
            else
            {
                left.TokensOfNobody++;
            }
        }

        source.CheckUnchanged();
        leftBehind = left.ToSentences();
        if (person is not null)
        {
            yield return person;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task<EarlierRemainder> CountLeftAsync(CancellationToken ct)
    {
        var left = new EarlierRemainder
        {
            PeopleWithoutAddress = await NumberAsync([queries.CountWithoutAddress], ct),
            TokensOfNobody = await NumberAsync(queries.CountTokensWithoutAddress, ct),
        };
        foreach (var query in queries.CountOthers)
        {
            await using var command = Command(query);
            await using var reader = await ExplainedAsync(() => command.ExecuteReaderAsync(ct));
            while (await ExplainedAsync(() => reader.ReadAsync(ct)))
            {
                left.AddOther(reader.GetString(0), reader.GetInt64(1));
            }
        }

        return left;
    }

    private async Task<long> NumberAsync(IEnumerable<string> counts, CancellationToken ct)
    {
        var sum = 0L;
        foreach (var query in counts)
        {
            await using var command = Command(query);
            sum += Convert.ToInt64(await ExplainedAsync(() => command.ExecuteScalarAsync(ct)), CultureInfo.InvariantCulture);
        }

        return sum;
    }

    private DbCommand Command(string text)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = text;
        return command;
    }

    private async Task<T> ExplainedAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception fault) when (source.Explain(fault) is { } explained)
        {
            throw explained;
        }
    }

    // The first version's tokens are bytes in a column of texts; a value of another kind opens nothing.
    private static byte[] BytesOf(object value) => value switch
    {
        byte[] bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        _ => [],
    };
}

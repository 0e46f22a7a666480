using Gcd.Tests.Fixtures;
using Gcd.Tests.Structure;
using Npgsql;

namespace Gcd.Infrastructure.EarlierService;

/// <summary>The fixtures, made anew by the earlier service's own libraries.</summary>
public sealed class EarlierFixturesTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gcd-test-");

    public void Dispose() => folder.Delete(recursive: true);

    [SkippableFact]
    public async Task The_fixtures_are_what_the_earlier_services_own_code_writes()
    {
        await MakeAsync("--folder", folder.FullName);

        Assert.Equal(Names(EarlierFixturesForTests.Folder), Names(folder.FullName));
        var checkedIn = EarlierFixturesForTests.Expected();
        foreach (var (name, expected) in EarlierFixturesForTests.Expected(folder.FullName))
        {
            Assert.Equal(checkedIn[name].ToString(), expected.ToString());
            await using var database = await EarlierDatabases.OpenAsync(name.EndsWith(".sql", StringComparison.Ordinal) ? await LoadAsync() : Lay(name), default);
            Assert.Equal(expected.ToString(), (await EarlierContentForTests.OfAsync(database, expected.Key)).ToString());
        }
    }

    [SkippableFact]
    public async Task A_thousand_people_with_three_thousand_tokens_are_read_and_opened()
    {
        var path = Path.Combine(folder.FullName, "google_contacts.db");
        await MakeAsync("--out", path, "--key", "an earlier key", "--people", "1000", "--tokens-per-person", "3");
        var expected = EarlierFixturesForTests.Json<EarlierContentForTests>("google_contacts.db.json", folder.FullName);

        await using var database = await EarlierDatabases.OpenAsync(path, default);
        var content = await EarlierContentForTests.OfAsync(database, expected.Key);

        Assert.Equal(1000, content.People.Count);
        Assert.Equal(3000, content.Secrets);
        Assert.Equal(expected.ToString(), content.ToString());
    }

    /// <summary>Runs the script with Debian's own Python, which has the libraries.</summary>
    internal static async Task MakeAsync(params string[] arguments)
    {
        var python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : Tool.Require("python3");
        var (missing, _, _) = await Tool.RunAsync(python, "-c", "import google.oauth2.credentials, cryptography.fernet");
        Tool.Need(missing == 0, "python3-google-auth or python3-cryptography is not installed; ./test.sh installs them where apt and the rights are there.");
        var (exitCode, _, errors) = await Tool.RunAsync(python, [Repository.PathOf("scripts/earlier-service/make_fixtures.py"), .. arguments]);
        Assert.True(exitCode == 0, errors);
    }

    private string Lay(string name) => EarlierFixturesForTests.Lay(name, folder.CreateSubdirectory("laid").FullName, folder.FullName);

    private async Task<string> LoadAsync()
    {
        var connection = await (await PostgresServer.SharedAsync()).NewDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(EarlierFixturesForTests.Sql(folder.FullName));
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static IEnumerable<string?> Names(string folder) => Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}

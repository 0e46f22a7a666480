using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Gcd.Infrastructure.EarlierService;
using Gcd.Infrastructure.Google;
using Gcd.Sandbox;
using Gcd.Sandbox.Host;
using Gcd.Sandbox.OAuth;
using Gcd.Tests.Fixtures;
using Gcd.Tests.Structure;

namespace Gcd.Tests.Processes;

/// <summary>The hour of the switch, by the commands of docs/switching.md, from a database that the earlier service's own code wrote.</summary>
public sealed partial class TakeoverTests
{
    private const string Key = "the key of the earlier service";
    private const int People = 20;
    private static readonly TimeSpan LongestTakeover = TimeSpan.FromMinutes(5);

    [SkippableTheory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Everybodys_tokens_download_after_the_commands_of_the_page_without_a_sign_in(string store)
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        gcd.Settings["TOKEN_STORE"] = store;
        gcd.Settings["POSTGRES_CONNECTION"] = store == "postgres" ? await (await PostgresServer.SharedAsync()).NewDatabaseAsync() : null;
        gcd.Settings["LIMIT_DOWNLOADS_PER_USER"] = "0";
        var backup = Directory.CreateDirectory(Path.Combine(gcd.Folder, "backup")).FullName;
        var (source, content) = await MakeAsync(gcd);
        var before = SHA256.HashData(await File.ReadAllBytesAsync(source));

        var rehearsal = await RunAsync(gcd, "--dry-run", source, backup);
        Assert.Contains(FormattableString.Invariant($"would bring {People} people with {3 * People} tokens"), rehearsal, StringComparison.Ordinal);
        await RunAsync(gcd, "cp -p", source, backup);
        Assert.Equal(before, SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(backup, Path.GetFileName(source)))));
        var taken = await RunAsync(gcd, "gcd takeover --from \"$EARLIER\"\n", source, backup);
        Assert.Contains(FormattableString.Invariant($"{People} people with {3 * People} tokens"), taken, StringComparison.Ordinal);

        var service = await gcd.StartAsync();
        await RunAsync(gcd, "$GCD/me", source, backup, content.People[0].AccessTokens[0]);
        await Parallel.ForEachAsync(content.People.SelectMany(person => person.AccessTokens), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (token, ct) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/download?format=csv") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
            using var reply = await gcd.Http.SendAsync(request, ct);
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
            Assert.NotEmpty(await reply.Content.ReadAsByteArrayAsync(ct));
        });
        Assert.Equal(People, gcd.Google.Requests[GoogleOperation.Refresh]);
        Assert.Equal(0, gcd.Google.Requests[GoogleOperation.Exchange]);
        await service.StopAsync();

        Assert.Equal(before, SHA256.HashData(await File.ReadAllBytesAsync(source)));
        Assert.All(
            content.People.SelectMany(person => person.AccessTokens.Append(person.RefreshToken!).Append(person.Email)).Append(Key),
            canary => Assert.DoesNotContain(canary, gcd.Output, StringComparison.Ordinal));
    }

    /// <summary>By Python, as the earlier service does it; Google knows the grants that are in it.</summary>
    private static async Task<(string Source, EarlierContentForTests Content)> MakeAsync(GcdUnderTest gcd)
    {
        var python = Tool.Require("/usr/bin/python3");
        var source = Path.Combine(gcd.Folder, "earlier.db");
        var (exit, output, errors) = await Tool.RunAsync(
            python, Path.Combine(Repository.Root, "scripts", "earlier-service", "make_fixtures.py"), "--out", source, "--key", Key, "--people", People.ToString(CultureInfo.InvariantCulture), "--tokens-per-person", "3");
        Tool.Need(!errors.Contains("ModuleNotFoundError", StringComparison.Ordinal), "python3-google-auth or python3-cryptography is missing; ./test.sh installs them.");
        Assert.True(exit == 0, output + errors);
        var content = EarlierFixturesForTests.Json<EarlierContentForTests>("earlier.db.json", gcd.Folder);
        File.Delete(source + ".json");
        var client = new OAuthClient { ClientId = content.People[0].ClientId!, ClientSecret = "GOCSPX-of-before", RedirectUris = new HashSet<string>(StringComparer.Ordinal) { $"{gcd.Address}oauth2callback" } };
        gcd.Google.Clients.Add(client);
        await File.WriteAllTextAsync(Path.Combine(gcd.Folder, "credentials.json"), gcd.Google.CredentialsOf(client).ToJsonString());
        foreach (var person in content.People)
        {
            gcd.Google.Grants.AddRefreshToken(person.RefreshToken!, gcd.Google.Accounts.Add(person.Email), client.ClientId, GoogleScopes.All);
        }

        return (source, content);
    }

    /// <summary>The block of the page that has the text.</summary>
    private static async Task<string> RunAsync(GcdUnderTest gcd, string text, string source, string backup, string token = "")
    {
        var block = Blocks().Matches(Repository.Read("docs/switching.md")).Select(match => Regex.Replace(match.Groups[1].Value, "^ +", string.Empty, RegexOptions.Multiline)).First(block => block.Contains(text, StringComparison.Ordinal));
        var start = new ProcessStartInfo(Tool.Require("bash"), ["-euc", $"gcd() {{ dotnet '{GcdProcess.AssemblyPath}' \"$@\"; }}\n{block.Replace("'the key of the earlier service'", $"'{Key}'", StringComparison.Ordinal)}"])
        {
            WorkingDirectory = gcd.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in gcd.Settings.Concat(new Dictionary<string, string?> { ["EARLIER"] = source, ["BACKUP"] = backup, ["TOKEN"] = token, ["GCD"] = gcd.Address.AbsoluteUri.TrimEnd('/'), ["EARLIER_ENCRYPTION_KEY"] = Key }))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(LongestTakeover);
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, await output + await errors);
        return await output;
    }

    [GeneratedRegex("^ *```bash\n(.*?)^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}

using System.Globalization;
using System.Text.Json.Nodes;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.OpenApi;

/// <summary>The client that openapi-typescript and openapi-fetch make of the committed document, run by Node.js against the running service.</summary>
public sealed class TypeScriptClientTests
{
    [SkippableFact]
    public async Task The_lines_of_its_README_give_contacts_in_an_empty_folder()
    {
        Tool.Require("npm");
        Tool.Need(Directory.Exists(Path.Combine(Npm.Folder, "node_modules")), "openapi/node_modules is not there; ./test.sh fetches it, or: npm ci --prefix openapi");
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount(contacts: 3));
        var readme = await File.ReadAllTextAsync(Path.Combine(Npm.Folder, "README.md"));
        var typeScript = readme[readme.IndexOf("### TypeScript", StringComparison.Ordinal)..];
        var folder = Directory.CreateDirectory(Path.Combine(world.Folder, "client")).FullName;
        File.Copy(Path.Combine(Npm.Folder, "gcd.v1.json"), Path.Combine(folder, "gcd.v1.json"));
        await File.WriteAllTextAsync(Path.Combine(folder, "main.ts"), Block(typeScript, "ts").Replace("http://localhost:5000", world.Address.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal));
        // The packages that the line would fetch, in the versions of the lock file.
        const string Install = "npm install openapi-fetch openapi-typescript typescript @types/node\n";
        var lines = Block(typeScript, "bash");
        Assert.Contains(Install, lines, StringComparison.Ordinal);
        var script = $"set -e; cd '{folder}'; TOKEN={token}\n" + lines.Replace(Install, $"ln -s '{Npm.Folder}/node_modules' node_modules\n", StringComparison.Ordinal);

        var (exit, output, errors) = await Tool.RunAsync("/bin/bash", "-c", script);

        Assert.True(exit == 0, output + errors);
        Assert.Contains("3 contacts, the first one: ", output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_typescript_client_signs_in_downloads_both_formats_and_reads_refusals()
    {
        await Npm.RunAsync("generate");
        await Npm.RunAsync("compile");
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 2_500);
        var found = JsonNode.Parse(await Npm.RunAsync("contacts", world.Address.AbsoluteUri.TrimEnd('/'), account.Email))!;

        Assert.Equal(account.Email, (string?)found["email"]);
        Assert.True(DateTimeOffset.TryParse((string?)found["tokenFrom"], CultureInfo.InvariantCulture, out _));
        Assert.Equal(2_500, (int?)found["contacts"]);
        Assert.Equal(2_500, (int?)found["total"]);
        Assert.Equal(2_500, (int?)found["announced"]);
        Assert.False(string.IsNullOrEmpty((string?)found["firstName"]));
        Assert.True((int)found["csvChunks"]! > 1, "The csv came in one piece, not as a stream.");
        Assert.True((long)found["csvBytes"]! > 100_000);
        Assert.Equal("""[400,"urn:gcd:problem:invalid-format"]""", found["badFormat"]!.ToJsonString());
        Assert.Equal("""[400,"urn:gcd:problem:invalid-login-hint"]""", found["badHint"]!.ToJsonString());
        Assert.Equal("success", (string?)found["revoked"]);
        Assert.Equal(401, (int?)found["refused"]![0]);
        Assert.Equal("urn:gcd:problem:invalid-token", (string?)found["refused"]![1]);
        Assert.Contains("error=\"invalid_token\"", (string?)found["refused"]![2], StringComparison.Ordinal);
    }

    private static string Block(string text, string language)
    {
        var begin = text.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return text[begin..text.IndexOf("```", begin, StringComparison.Ordinal)];
    }
}

using System.Text.RegularExpressions;
using Gcd.Sandbox;
using Gcd.Tests.Fixtures;
using Gcd.Tests.Structure;

namespace Gcd.Features.Changes;

/// <summary>The scripts of docs/using.md, as people paste them.</summary>
public sealed partial class FollowContactsTests
{
    [SkippableFact]
    public async Task The_script_keeps_a_folder_equal_to_the_address_book()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 30);
        var home = await HomeAsync(world, account);
        var folder = Path.Combine(home, "contacts");
        await RunAsync("follow-contacts.sh", world, home);
        Assert.Equal(30, Directory.GetFiles(folder, "*.json").Length);

        account.Edit(0, person => person["names"]![0]!["displayName"] = "Tab\tand \"quotes\" \\ 'more'");
        account.Delete(1);
        account.Merge(account.NameOf(2), account.NameOf(3));
        account.AddContact(new() { ["names"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["displayName"] = "New" }) });
        await RunAsync("follow-contacts.sh", world, home);
        await AssertFollowsAsync(world, account, folder);

        // Seven days later everything comes anew, and what is gone by then goes.
        account.Delete(4);
        account.ExpireSyncTokens();
        await RunAsync("follow-contacts.sh", world, home);
        await AssertFollowsAsync(world, account, folder);
    }

    [SkippableFact]
    public async Task The_backup_script_moves_nothing_when_nothing_changed_and_keeps_a_whole_file()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 5);
        var home = await HomeAsync(world, account);
        var file = Path.Combine(home, "backup", "contacts.csv");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await RunAsync("backup-if-changed.sh", world, home);
        var first = await File.ReadAllTextAsync(file);
        Assert.Equal(6, first.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        world.Google.Requests.Reset();
        await RunAsync("backup-if-changed.sh", world, home);
        Assert.Equal(first, await File.ReadAllTextAsync(file));
        Assert.Equal(1, world.Google.Requests[GoogleOperation.Connections]);

        account.Delete(0);
        await RunAsync("backup-if-changed.sh", world, home);
        Assert.Equal(5, (await File.ReadAllLinesAsync(file)).Length);
        await RunAsync("backup-if-changed.sh", world, home);
        Assert.Equal(5, (await File.ReadAllLinesAsync(file)).Length);
    }

    private static async Task<string> HomeAsync(World world, Sandbox.Accounts.SimulatedAccount account)
    {
        foreach (var tool in new[] { "sh", "curl", "jq" })
        {
            Tool.Require(tool);
        }

        var home = Directory.CreateDirectory(Path.Combine(world.Folder, "home")).FullName;
        await File.WriteAllTextAsync(Path.Combine(home, ".gcd-header"), $"Authorization: Bearer {await world.SignInAsync(account)}\n");
        return home;
    }

    private static async Task RunAsync(string script, World world, string home)
    {
        var text = Scripts().Matches(Repository.Read("docs/using.md")).Select(match => match.Groups[1].Value).Single(block => block.Contains($"# {script}\n", StringComparison.Ordinal));
        var path = Path.Combine(home, script);
        await File.WriteAllTextAsync(path, text.Replace("http://localhost:5000", world.Address.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal));
        var (exit, output, errors) = await Tool.RunAsync(Tool.Require("sh"), "-c", $"HOME='{home}' sh '{path}'");
        Assert.True(exit == 0, output + errors);
        Assert.Empty(errors);
    }

    private static async Task AssertFollowsAsync(World world, Sandbox.Accounts.SimulatedAccount account, string folder)
    {
        using var reply = await world.GetAsync("/download?format=people", await world.SignInAsync(account));
        var people = (await reply.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => System.Text.Json.Nodes.JsonNode.Parse(line)!).ToList();
        Assert.Equal(
            people.Select(person => (string)person["resourceName"]!).Order(StringComparer.Ordinal),
            Directory.GetFiles(folder, "*.json").Select(file => $"people/{Path.GetFileNameWithoutExtension(file)}").Order(StringComparer.Ordinal));
        foreach (var person in people)
        {
            var kept = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, $"{((string)person["resourceName"]!)["people/".Length..]}.json")));
            // The earlier names of a merged contact come with changes alone.
            ((System.Text.Json.Nodes.JsonObject?)kept!["metadata"])?.Remove("previousResourceNames");
            Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(person, kept), $"{person}\n{kept}");
        }
    }

    [GeneratedRegex("^```bash\n(#!/bin/sh\n.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Scripts();
}

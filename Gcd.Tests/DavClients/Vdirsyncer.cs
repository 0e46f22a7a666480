using Gcd.Tests.Fixtures;

namespace Gcd.Tests.DavClients;

/// <summary>vdirsyncer with one pair: a folder, and an address book of Gcd's that it may only read.</summary>
internal sealed class Vdirsyncer : IDisposable
{
    private readonly string program = Tool.Require("vdirsyncer");
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gcd-vdirsyncer-");

    /// <param name="address">What a person would type in.</param>
    /// <param name="token">The password.</param>
    public Vdirsyncer(Uri address, string token)
    {
        // The folder is there, so that vdirsyncer does not ask whether to make it.
        Cards = folder.CreateSubdirectory("cards/contacts").FullName;
        File.WriteAllText(
            Configuration,
            $"""
            [general]
            status_path = "{folder.FullName}/status"

            [pair google]
            a = "here"
            b = "gcd"
            collections = ["from b"]
            conflict_resolution = "b wins"

            [storage here]
            type = "filesystem"
            path = "{folder.FullName}/cards"
            fileext = ".vcf"

            [storage gcd]
            type = "carddav"
            url = "{address}"
            username = "anybody"
            password = "{token}"
            read_only = true
            """);
    }

    /// <summary>The folder of the address book.</summary>
    public string Cards { get; }

    private string Configuration => Path.Combine(folder.FullName, "config");

    public async Task<string> DiscoverAsync()
    {
        var (exitCode, output) = await RunAsync("discover");
        Assert.True(exitCode == 0, output);
        return output;
    }

    public async Task SyncAsync()
    {
        var (exitCode, output) = await RunAsync("sync");
        Assert.True(exitCode == 0, output);
    }

    public async Task<(int ExitCode, string Output)> RunAsync(string command)
    {
        var (exitCode, output, errors) = await Tool.RunAsync(program, "-c", Configuration, command);
        return (exitCode, $"{output}\n{errors}");
    }

    public SortedDictionary<string, string> ReadCards() => CardsByUid.Of(Directory.GetFiles(Cards).Select(File.ReadAllText));

    /// <summary>The file of a contact.</summary>
    public string FileOf(string uid) => Path.Combine(Cards, $"{uid}.vcf");

    public void Dispose() => folder.Delete(recursive: true);
}

using Gcd.Tests.Structure;

namespace Gcd.Tests.Fixtures;

/// <summary>The scripts of openapi/package.json, run by npm as people run them.</summary>
internal static class Npm
{
    public static string Folder => Path.Combine(Repository.Root, "openapi");

    /// <summary>Runs a script to its end and gives what it printed; any other exit code than 0 fails the test.</summary>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        Tool.Require("node");
        var npm = Tool.Require("npm");
        Tool.Need(Directory.Exists(Path.Combine(Folder, "node_modules")), "openapi/node_modules is not there; ./test.sh fetches it, or: npm ci --prefix openapi");
        var (exitCode, output, errors) = await Tool.RunAsync(npm, ["--prefix", Folder, "run", "--silent", script, "--", .. arguments]);
        Assert.True(exitCode == 0, $"npm run {script} ended with {exitCode}:\n{output}\n{errors}");
        return output;
    }
}

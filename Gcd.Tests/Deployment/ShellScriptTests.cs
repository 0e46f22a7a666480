using Gcd.Tests.Fixtures;
using Gcd.Tests.Structure;

namespace Gcd.Tests.Deployment;

public sealed class ShellScriptTests
{
    [SkippableFact]
    public async Task Every_shell_script_passes_shellcheck()
    {
        string[] scripts =
        [
            Repository.PathOf("test.sh"), Repository.PathOf(".ci/run"), Repository.PathOf("deploy/systemd/gcd"),
            .. Directory.EnumerateFiles(Repository.PathOf("deploy"), "*.sh"), .. Directory.EnumerateFiles(Repository.PathOf("scripts"), "*.sh"),
        ];
        Assert.True(scripts.Length > 4, "the scripts were not found");

        var (exit, output, _) = await Tool.RunAsync(Tool.Require("shellcheck"), scripts);

        Assert.True(exit == 0, output);
    }
}

using Gcd.Infrastructure.Tokens;
using Gcd.Infrastructure.Tokens.Embedded;
using Gcd.Tests.Fixtures;
using Gcd.Tests.Structure;

namespace Gcd.Tests.Deployment;

/// <summary>deploy/systemd/gcd with the settings' file that is published beside it.</summary>
public sealed class SystemdCommandTests
{
    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_command_runs_as_the_services_user_with_the_services_settings_wherever_it_is_typed(bool mayUserEnter)
    {
        Tool.Require("runuser");
        using var nobody = await Nobody.CreateAsync();
        using var folder = new StoreFolderForTests("litedb");
        await ((IStoreForTests)folder).Open().DisposeAsync();
        var environment = Path.Combine(folder.Folder, "environment");
        var example = Repository.Read("deploy/systemd/environment.example");
        Assert.Contains("GOOGLE_ENCRYPTION_KEY=\n", example, StringComparison.Ordinal);
        Assert.Contains("GOOGLE_DATABASE=/var/lib/gcd/google_contacts.db\n", example, StringComparison.Ordinal);
        await File.WriteAllTextAsync(environment, example
            .Replace("GOOGLE_ENCRYPTION_KEY=\n", $"GOOGLE_ENCRYPTION_KEY=\"{folder.Key}\"\n", StringComparison.Ordinal)
            .Replace("GOOGLE_DATABASE=/var/lib/gcd/google_contacts.db\n", $"GOOGLE_DATABASE={folder.Database}\n", StringComparison.Ordinal)
            + "OPERATOR_NAME=The ACME company; $(touch /nowhere) `x`");
        await Nobody.OwnAsync(folder.Folder);
        var backup = Path.Combine(folder.Folder, "backup.db");
        // A folder of root's own, as /root is.
        var closed = Directory.CreateTempSubdirectory("gcd-closed-");

        var (exit, output, errors) = await Tool.RunAsync("/usr/bin/env", "-C", mayUserEnter ? folder.Folder : closed.FullName,
            $"GCD_ENVIRONMENT={environment}", $"GCD_PROGRAM={nobody.Command[^1]}", "GCD_USER=nobody", Repository.PathOf("deploy/systemd/gcd"), "backup", backup);

        closed.Delete();
        Assert.True(exit == 0, output + errors);
        Assert.Contains("holds 0 users", output, StringComparison.Ordinal);
        var (_, owner, _) = await Tool.RunAsync("/usr/bin/stat", "-c", "%U %a", backup);
        Assert.Equal("nobody 600\n", owner);
    }

    [SkippableTheory]
    [InlineData("export OPERATOR_NAME=canary", "is no NAME=VALUE: only letters, digits and _")]
    [InlineData("PORT", "is no NAME=VALUE. A comment begins with #")]
    [InlineData("POSTGRES_CONNECTION=Password=can\\ary", "(POSTGRES_CONNECTION) has a backslash")]
    [InlineData("OPERATOR_NAME=\"canary", "(OPERATOR_NAME) has a value that begins with a quotation mark")]
    public async Task A_line_that_systemd_would_take_otherwise_is_named_by_its_number_and_not_shown(string line, string reason)
    {
        Tool.Need(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can run a command as another user.");
        using var folder = new StoreFolderForTests("litedb");
        var environment = Path.Combine(folder.Folder, "environment");
        await File.WriteAllTextAsync(environment, $"# a comment\n  PORT=5000\n{line}\n");

        var (exit, output, errors) = await Tool.RunAsync("/usr/bin/env", $"GCD_ENVIRONMENT={environment}", Repository.PathOf("deploy/systemd/gcd"), "backup", "x");

        Assert.Equal(78, exit);
        Assert.Contains($"line 3 of {environment} {reason}", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", output + errors, StringComparison.Ordinal);
    }
}

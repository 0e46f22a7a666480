using Gcd.Infrastructure.Tokens;
using Gcd.Infrastructure.Tokens.Embedded;
using Gcd.Tests.Fixtures;
using Gcd.Tests.Structure;

namespace Gcd.Tests.Deployment;

/// <summary>deploy/systemd/gcd with the settings' file that is published beside it.</summary>
public sealed class SystemdCommandTests
{
    [SkippableFact]
    public async Task A_command_runs_as_the_services_user_with_the_services_settings()
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

        var (exit, output, errors) = await Tool.RunAsync("/usr/bin/env",
            $"GCD_ENVIRONMENT={environment}", $"GCD_PROGRAM={nobody.Command[^1]}", "GCD_USER=nobody", Repository.PathOf("deploy/systemd/gcd"), "backup", backup);

        Assert.True(exit == 0, output + errors);
        Assert.Contains("holds 0 users", output, StringComparison.Ordinal);
        var (_, owner, _) = await Tool.RunAsync("/usr/bin/stat", "-c", "%U %a", backup);
        Assert.Equal("nobody 600\n", owner);
    }
}

using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Commands;

public sealed class CommandArgumentsTests
{
    [Theory]
    [InlineData("reseal", true)]
    [InlineData("nonsense", true)]
    [InlineData("--PORT=5000", false)]
    [InlineData("PORT=5000", false)]
    [InlineData("/PORT=5000", false)]
    [InlineData("--environment=Development", false)]
    [InlineData("--Logging:LogLevel:Default=Debug", false)]
    [InlineData("--help", true)]
    [InlineData("-h", true)]
    [InlineData("/help", true)]
    [InlineData("--version", true)]
    [InlineData("--bogus", true)]
    [InlineData("-p", true)]
    [InlineData("/bogus=1", true)]
    [InlineData("GOOGLE_DATABSE=x", true)]
    public void A_word_is_a_command_and_a_setting_is_none(string first, bool isCommand) => Assert.Equal(isCommand, CommandLine.IsCommand([first]));

    [Fact]
    public void Without_arguments_the_service_starts() => Assert.False(CommandLine.IsCommand([]));

    [Fact]
    public void A_setting_and_its_value_may_be_two_words() => Assert.False(CommandLine.IsCommand(["--PORT", "5000", "--urls", "http://localhost:5001"]));

    [Theory]
    [InlineData("help", "help")]
    [InlineData("--help", "help")]
    [InlineData("-h", "help")]
    [InlineData("/help", "help")]
    [InlineData("--PORT=5000 --help", "help")]
    [InlineData("backup --help", "help")]
    [InlineData("version", "version")]
    [InlineData("--version", "version")]
    public void Help_and_version_can_be_asked_for_in_every_usual_way(string line, string command) =>
        Assert.Equal(command, CommandArguments.Parse(line.Split(' ')).Command);

    [Theory]
    [InlineData("--GOOGLE_DATABSE=/nowhere", "'--GOOGLE_DATABSE=…'", "--GOOGLE_DATABASE?")]
    [InlineData("--PORT=5000 --METRIC_PORT 5001", "'--METRIC_PORT'", "--METRICS_PORT?")]
    [InlineData("/url=http://+:5000", "'/url=…'", "--urls?")]
    [InlineData("backup --GOOGLE_DATABSE=/nowhere file", "'--GOOGLE_DATABSE=…'", "--GOOGLE_DATABASE?")]
    [InlineData("bakcup file", "'bakcup'", "backup?")]
    public void A_slip_is_named_with_what_was_probably_meant(string line, string named, string meant)
    {
        var refused = Assert.Throws<CommandException>(() => CommandArguments.Parse(line.Split(' ')));

        Assert.Equal(64, refused.ExitCode);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.Contains($"Did you mean {meant}", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("nowhere", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--bogus")]
    [InlineData("-x")]
    [InlineData("--PORT")]
    [InlineData("--PORT=5000 word")]
    [InlineData("nonsense")]
    [InlineData("reseal everything")]
    [InlineData("backup")]
    [InlineData("backup --force")]
    [InlineData("backup one two")]
    [InlineData("restore")]
    [InlineData("copy")]
    [InlineData("takeover")]
    [InlineData("takeover --dry-run")]
    [InlineData("takeover --from")]
    [InlineData("takeover one.db")]
    [InlineData("copy --to mars")]
    [InlineData("copy --to sqlite")]
    [InlineData("copy --to postgres --file x")]
    [InlineData("copy --from litedb")]
    [InlineData("health live")]
    [InlineData("health --fast")]
    public void What_is_not_understood_is_answered_by_the_usage_and_64(string line)
    {
        var refused = Assert.Throws<CommandException>(() => CommandArguments.Parse(line.Split(' ')));

        Assert.Equal(64, refused.ExitCode);
        Assert.Contains("Usage: dotnet Gcd.dll", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reseal everything --GOOGLE_ENCRYPTION_KEY=secret-48151")]
    [InlineData("reseal --google_encryption_key=secret-48151")]
    [InlineData("copy --from litedb --POSTGRES_CONNECTION=Host=db;Password=secret-48151")]
    [InlineData("copy postgresql://gcd:secret-48151@db/gcd")]
    [InlineData("postgresql://gcd:secret-48151@db/gcd")]
    public void What_may_be_a_secret_is_not_repeated(string line) =>
        Assert.DoesNotContain("48151", Assert.Throws<CommandException>(() => CommandArguments.Parse(line.Split(' '))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("copy --to sqlite --file new.db")]
    [InlineData("copy --file new.db --to sqlite")]
    [InlineData("copy --to=sqlite --file=new.db --PORT=5001")]
    public void A_copy_knows_its_target_and_the_whole_path(string line)
    {
        var arguments = CommandArguments.Parse(line.Split(' '));

        Assert.Equal(TokenStoreKind.Sqlite, arguments.To);
        Assert.Equal(Path.GetFullPath("new.db"), arguments.File);
    }

    [Fact]
    public void Settings_beside_a_command_are_settings() =>
        Assert.Equal(["--GOOGLE_DATABASE=/tmp/other.db"], CommandArguments.Parse(["backup", "--GOOGLE_DATABASE=/tmp/other.db", "file"]).Settings);

    [Fact]
    public void Health_takes_the_addresses_that_the_service_was_given()
    {
        var arguments = CommandArguments.Parse(["health", "--ready", "--urls=http://+:8000"]);

        Assert.Equal(HealthProbe.Ready, arguments.Probe);
        Assert.Equal(["--urls=http://+:8000"], arguments.Settings);
        Assert.Equal(HealthProbe.Live, CommandArguments.Parse(["health"]).Probe);
    }
}

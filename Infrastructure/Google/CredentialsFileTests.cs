using Gcd.Infrastructure.Settings;
using Gcd.Tests.Fixtures;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Gcd.Infrastructure.Google;

public sealed class CredentialsFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gcd-test-");
    private readonly LogCapture logs = new();
    private readonly LoggerFactory loggers;
    private readonly string path;
    private readonly CredentialsFile file;

    public CredentialsFileTests()
    {
        loggers = new LoggerFactory([logs]);
        path = Path.Combine(folder.FullName, "credentials.json");
        file = FileAt(path);
    }

    [Fact]
    public void A_missing_file_is_told_and_picked_up_without_restart_once_it_is_there()
    {
        Assert.False(file.Exists);
        Assert.Contains("not found", file.Read().Fault, StringComparison.Ordinal);
        var refused = Assert.Throws<GoogleFaultException>(file.Require);
        Assert.Equal(GoogleFaultKind.CredentialsFile, refused.Kind);

        Write("first");

        Assert.True(file.Exists);
        Assert.Equal("first", file.Require().ClientId);
    }

    [Fact]
    public void A_changed_file_counts_without_restart_and_so_does_its_absence()
    {
        Write("first");
        Assert.Equal("first", file.Require().ClientId);

        Write("second-and-longer");
        Assert.Equal("second-and-longer", file.Require().ClientId);

        File.WriteAllText(path, "{");
        Assert.Contains("is not valid JSON", file.Read().Fault, StringComparison.Ordinal);

        File.Delete(path);
        Assert.Contains("not found", file.Read().Fault, StringComparison.Ordinal);

        Write("third");
        Assert.Equal("third", file.Require().ClientId);
    }

    [Fact]
    public void A_file_of_the_same_length_counts_when_its_time_has_changed()
    {
        Write("abc");
        Assert.Equal("abc", file.Require().ClientId);

        Write("xyz");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(5));

        Assert.Equal("xyz", file.Require().ClientId);
    }

    [Fact]
    public void A_file_renamed_into_its_place_counts_even_when_it_is_older_and_as_long()
    {
        Write("abc");
        Assert.Equal("abc", file.Require().ClientId);
        var next = Path.Combine(folder.FullName, "next.json");
        File.WriteAllText(next, File.ReadAllText(path).Replace("abc", "xyz", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(next, DateTime.UtcNow.AddHours(-1));

        File.Move(next, path, overwrite: true);

        Assert.Equal("xyz", file.Require().ClientId);
    }

    [Fact]
    public void A_half_written_file_is_told_and_counts_once_it_is_whole()
    {
        const string Whole = """{"web":{"client_id":"whole","client_secret":"b"}}""";
        using (var writer = new StreamWriter(path) { AutoFlush = true })
        {
            writer.Write(Whole[..20]);
            Assert.Contains("is not valid JSON", file.Read().Fault, StringComparison.Ordinal);
            writer.Write(Whole[20..]);
        }

        Assert.Equal("whole", file.Require().ClientId);
    }

    [SkippableFact]
    public void A_link_that_leads_elsewhere_counts_as_when_Kubernetes_changes_a_secret()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need a right there.");
        var current = Path.Combine(folder.FullName, "..data");
        WriteVersion("1", "abc");
        WriteVersion("2", "xyz");
        // As where both were unpacked from one archive: neither date nor length tells them apart.
        File.SetLastWriteTimeUtc(Path.Combine(folder.FullName, "2", "credentials.json"), File.GetLastWriteTimeUtc(Path.Combine(folder.FullName, "1", "credentials.json")));
        Directory.CreateSymbolicLink(current, Path.Combine(folder.FullName, "1"));
        File.CreateSymbolicLink(path, Path.Combine("..data", "credentials.json"));
        Assert.Equal("abc", file.Require().ClientId);

        Directory.Delete(current);
        Directory.CreateSymbolicLink(current, Path.Combine(folder.FullName, "2"));

        Assert.Equal("xyz", file.Require().ClientId);
    }

    [SkippableFact]
    public void Links_in_a_circle_are_a_missing_file()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need a right there.");
        File.CreateSymbolicLink(path, path);

        Assert.Contains("not found", file.Read().Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_place_of_the_file_is_a_missing_file()
    {
        var (client, fault) = FileAt(folder.FullName).Read();

        Assert.Null(client);
        Assert.Contains("not found", fault, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_file_that_cannot_be_read_is_told()
    {
        Skip.If(OperatingSystem.IsWindows(), "Needs /proc.");
        // Modes do not stop root, but reading address 0 of its memory fails for everybody.
        var (client, fault) = FileAt("/proc/self/mem").Read();

        Assert.Null(client);
        Assert.Contains("not readable", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_is_logged_once_for_each_state_of_the_file_and_never_with_the_secret()
    {
        File.WriteAllText(path, """{"web":{"client_id":"a","client_secret":"canary-secret","auth_uri":"x"}}""");
        for (var i = 0; i < 10; i++)
        {
            Assert.NotNull(file.Read().Fault);
        }

        Assert.Single(logs.Lines, line => line.Contains("CredentialsUnusable", StringComparison.Ordinal));
        Assert.DoesNotContain("canary-secret", logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(folder.FullName, file.Read().Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_redirect_uri_that_the_file_does_not_list_is_a_warning()
    {
        File.WriteAllText(path, """{"web":{"client_id":"a","client_secret":"b","redirect_uris":["https://elsewhere.example.com/oauth2callback"]}}""");
        Assert.NotNull(file.Read().Client);
        Assert.Contains(logs.Lines, line => line.Contains("RedirectUriNotListed", StringComparison.Ordinal) && line.Contains("http://localhost:5000/oauth2callback", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        loggers.Dispose();
        folder.Delete(recursive: true);
    }

    private void WriteVersion(string version, string clientId)
    {
        var sub = folder.CreateSubdirectory(version);
        File.WriteAllText(Path.Combine(sub.FullName, "credentials.json"), $$$"""{"web":{"client_id":"{{{clientId}}}","client_secret":"b"}}""");
    }

    private void Write(string clientId) => File.WriteAllText(path, $$$"""{"web":{"client_id":"{{{clientId}}}","client_secret":"b"}}""");

    private CredentialsFile FileAt(string credentialsPath)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("GOOGLE_CREDENTIALS", credentialsPath)]).Build();
        return new CredentialsFile(SettingsSetup.Read(configuration, isDevelopment: true), loggers.CreateLogger<CredentialsFile>());
    }
}

using Gcd.Tests.Fixtures;
using Gcd.Tests.Structure;

namespace Gcd.Tests.OpenApi;

/// <summary>The languages in which Kiota makes a client; the C# one is compiled and used by <see cref="KiotaClientTests"/>.</summary>
public sealed class KiotaLanguagesTests
{
    private const int MostTries = 5;

    // Kiota's word on its own state, whatever the document.
    private const string OfItself = "Warning: the TypeScript language is in preview";

    [Theory]
    [InlineData("CSharp")]
    [InlineData("Python")]
    [InlineData("Java")]
    [InlineData("Go")]
    [InlineData("TypeScript")]
    [InlineData("PHP")]
    public async Task A_client_is_generated_without_a_warning(string language)
    {
        var folder = Directory.CreateTempSubdirectory("gcd-test-");
        try
        {
            var (exit, output, errors) = await GenerateAsync(language, folder.FullName);
            // Its own patience with a pattern is short, and a machine with much else to do exceeds it.
            for (var tries = 1; tries < MostTries && exit != 0 && (output + errors).Contains("Regex engine has timed out", StringComparison.Ordinal); tries++)
            {
                (exit, output, errors) = await GenerateAsync(language, folder.FullName);
            }

            Assert.True(exit == 0, output + errors);
            Assert.DoesNotContain((output + errors).Split('\n'), line => line.Contains("warn", StringComparison.OrdinalIgnoreCase) && !line.StartsWith(OfItself, StringComparison.Ordinal));
            Assert.Contains("Generation completed successfully", output, StringComparison.Ordinal);
            Assert.Contains(folder.GetFiles("*", SearchOption.AllDirectories), file => file.Name.Replace("_", string.Empty, StringComparison.Ordinal).StartsWith("GcdClient.", StringComparison.OrdinalIgnoreCase));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<(int ExitCode, string Output, string Errors)> GenerateAsync(string language, string folder) => Tool.RunAsync(
        "/bin/bash",
        "-c",
        $"cd '{Repository.Root}' && KIOTA_OFFLINE_ENABLED=true KIOTA_TUTORIAL_ENABLED=false KIOTA_CLI_TELEMETRY_OPTOUT=true " +
        $"dotnet kiota generate --language {language} --openapi openapi/gcd.v1.json --output '{folder}' --class-name GcdClient --namespace-name gcd --clean-output --log-level Warning");
}

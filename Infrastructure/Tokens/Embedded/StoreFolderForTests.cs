using System.Security.Cryptography;
using Gcd.Infrastructure.Settings;
using Microsoft.Extensions.Configuration;

namespace Gcd.Infrastructure.Tokens.Embedded;

/// <summary>A folder of a test's own, with the database of one embedded store in it.</summary>
internal sealed class StoreFolderForTests(string store) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gcd-test-");

    public string Folder => folder.FullName;

    public string Database => Path.Combine(Folder, "google_contacts.db");

    public string Key { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public GcdSettings Settings(string? key = null, string? accepted = null) =>
        SettingsSetup.Read(
            new ConfigurationBuilder().AddInMemoryCollection(
            [
                new("TOKEN_STORE", store),
                new("GOOGLE_DATABASE", Database),
                new("GOOGLE_ENCRYPTION_KEY", key ?? Key),
                new("GOOGLE_ENCRYPTION_KEYS_ACCEPTED", accepted),
            ]).Build(),
            isDevelopment: false);

    public void Dispose() => folder.Delete(recursive: true);
}

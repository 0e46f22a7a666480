using System.Security.Cryptography;
using Gcd.Infrastructure.Settings;
using LiteDB;
using Microsoft.Extensions.Configuration;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>A folder of a test's own, with one database in it.</summary>
internal sealed class LiteDbFolderForTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gcd-test-");

    public string Folder => folder.FullName;

    public string Database => Path.Combine(Folder, "google_contacts.db");

    public string Log => Path.Combine(Folder, "google_contacts-log.db");

    public string Lock => Database + ".lock";

    public string Key { get; } = NewKey();

    public static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public GcdSettings Settings(string? key = null, string? accepted = null, string? path = null) =>
        SettingsSetup.Read(
            new ConfigurationBuilder().AddInMemoryCollection(
            [
                new("GOOGLE_DATABASE", path ?? Database),
                new("GOOGLE_ENCRYPTION_KEY", key ?? Key),
                new("GOOGLE_ENCRYPTION_KEYS_ACCEPTED", accepted),
            ]).Build(),
            isDevelopment: false);

    public (ITokenStore Store, StoreKeys Keys) Open(string? key = null, string? accepted = null)
    {
        var opened = LiteDbStoreOpener.Open(Settings(key, accepted));
        return (opened.Store, opened.Keys);
    }

    /// <summary>Changes rows behind Gcd's back, while it has the database closed.</summary>
    public void Edit(Action<LiteDatabase> change)
    {
        using var database = LiteDbFiles.Open(Database, readOnly: false);
        change(database);
    }

    public void Dispose() => folder.Delete(recursive: true);
}

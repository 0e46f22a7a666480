namespace Gcd.Infrastructure.Tokens.Embedded;

/// <summary>A folder with the database of one embedded store in it.</summary>
internal sealed class StoreFolderForTests(string store) : IStoreForTests, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gcd-test-");

    public string Folder => folder.FullName;

    public string Database => Path.Combine(Folder, "google_contacts.db");

    public string Key { get; } = IStoreForTests.NewKey();

    public IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?> { ["TOKEN_STORE"] = store, ["GOOGLE_DATABASE"] = Database };

    public static Task<IStoreForTests> MakeAsync(string store) => Task.FromResult<IStoreForTests>(new StoreFolderForTests(store));

    public void Dispose() => folder.Delete(recursive: true);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}

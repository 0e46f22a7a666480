namespace Gcd.Infrastructure.Tokens;

/// <summary>Opens a store of its own for each test; a store's own test classes say which.</summary>
public abstract class StoreContractTests : IAsyncLifetime
{
    private protected IStoreForTests Place { get; private set; } = null!;

    private protected StoreHandle Opened { get; private set; } = null!;

    private protected ITokenStore Store => Opened.Store;

    public async Task InitializeAsync()
    {
        Place = await MakeAsync();
        Opened = Place.Open();
    }

    public async Task DisposeAsync()
    {
        await Opened.DisposeAsync();
        await Place.DisposeAsync();
    }

    private protected abstract Task<IStoreForTests> MakeAsync();

    private protected async Task ReopenAsync(string? key = null, string? accepted = null)
    {
        await Opened.DisposeAsync();
        Opened = Place.Open(key, accepted);
    }

    private protected async Task<StoredToken> SignInAsync(string sub, string email, StoredToken? row = null)
    {
        var known = await Store.FindUserBySubAsync(sub, default);
        var token = row ?? RowsForTests.Token(email);
        Assert.True(await Store.SaveSignInAsync(RowsForTests.User(sub, email, (known?.Version ?? 0) + 1), known?.Version, token, default));
        return token;
    }

    private protected static Task<T[]> AtOnceAsync<T>(int count, Func<int, Task<T>> work)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(async () =>
        {
            await start.Task;
            return await work(i);
        })));
        start.SetResult();
        return all;
    }
}

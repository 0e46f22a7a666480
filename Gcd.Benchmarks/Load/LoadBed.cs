using Gcd.Benchmarks.Processes;

namespace Gcd.Benchmarks.Load;

/// <summary>A Gcd on PostgreSQL, or on its own file where POSTGRES_CONNECTION names none, with people of 1,000 contacts who have a token and a link each.</summary>
internal sealed class LoadBed : IAsyncDisposable
{
    private const int People = 200;
    private const int Contacts = 1_000;
    private readonly TestBed bed;
    private int next;

    private LoadBed(TestBed bed, GcdServer server)
    {
        (this.bed, Server) = (bed, server);
        Caller = new Caller(server);
    }

    public GcdServer Server { get; }

    public Caller Caller { get; }

    public List<string> Tokens { get; } = [];

    public List<string> Links { get; } = [];

    /// <summary>Of those who signed in under load.</summary>
    public List<string> NewTokens { get; } = [];

    public static async Task<LoadBed> StartAsync()
    {
        var variables = new Dictionary<string, string?>();
        if (Environment.GetEnvironmentVariable("POSTGRES_CONNECTION") is not null)
        {
            variables["TOKEN_STORE"] = "postgres";
            variables["POSTGRES_CONNECTION"] = await BenchmarkSchema.MakeAsync("gcd_benchmark_load");
        }

        var bed = await TestBed.StartAsync();
        var load = new LoadBed(bed, await bed.StartGcdAsync(variables: variables));
        for (var number = 0; number < People; number++)
        {
            var account = bed.Account($"person-{number}", Contacts);
            account.PagesOf = number == 0 ? null : bed.Google.Accounts.FindByEmail("person-0@example.com")!.Sub;
            var token = await load.Server.TokenForAsync(account);
            load.Tokens.Add(token);
            load.Links.Add(await load.Caller.NewLinkAsync(token, "csv"));
        }

        return load;
    }

    // Each person in turn, so that nobody has more than one under way before all have.
    public Task<string> MeAsync() => Caller.GetAsync("/me", Tokens[Next() % People]);

    public Task<string> DownloadAsync() => Caller.GetAsync("/download", Tokens[Next() % People]);

    public Task<string> LinkAsync() => Caller.GetAsync(Links[Next() % People]);

    public Task<string> SignInAsync() => Caller.SignInAsync(bed.Account($"new-{Guid.NewGuid():N}", contacts: 1), NewTokens);

    /// <summary>Forgets what the simulated Google was asked.</summary>
    public void Reset() => bed.Google.Requests.Reset();

    public async ValueTask DisposeAsync()
    {
        Caller.Dispose();
        await Server.DisposeAsync();
        await bed.DisposeAsync();
    }

    private int Next() => Interlocked.Increment(ref next) & int.MaxValue;
}

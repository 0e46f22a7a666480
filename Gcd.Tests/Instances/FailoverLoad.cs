using System.Net;
using Gcd.Sandbox.Accounts;
using Gcd.Tests.Fixtures;
using Gcd.Tests.Processes;

namespace Gcd.Tests.Instances;

/// <summary>People who sign in, look, download what has to be refreshed, and revoke, again and again.</summary>
internal sealed class FailoverLoad : IAsyncDisposable
{
    private const int Callers = 4;

    // One who was refused asks again sooner than Retry-After says, so that the load never ceases; that it keeps the cores busy proves nothing more.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly GcdUnderTest gcd;
    private readonly CancellationTokenSource ended = new();
    private readonly int[] wholeRounds = new int[Callers];
    private readonly List<Task> callers;

    public FailoverLoad(GcdUnderTest gcd)
    {
        this.gcd = gcd;
        callers = [.. Enumerable.Range(0, Callers).Select(number => Task.Run(() => CallAsync(number)))];
    }

    public FailoverLedger Ledger { get; } = new();

    /// <summary>Until every caller got through so many rounds without a refusal; what was under way before has ended then.</summary>
    public Task WorkAsync(int rounds)
    {
        int[] begun = [.. wholeRounds];
        return UntilAsync(() => Enumerable.Range(0, Callers).All(number => Volatile.Read(ref wholeRounds[number]) > begun[number] + rounds));
    }

    public Task UntilRefusedAsync()
    {
        var before = Ledger.Refused;
        return UntilAsync(() => Ledger.Refused > before);
    }

    public async Task EndAsync()
    {
        await ended.CancelAsync();
        await Task.WhenAll(callers);
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        // What went wrong with them was told where it was waited for.
        await Task.WhenAll(callers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ended.Dispose();
    }

    private async Task UntilAsync(Func<bool> condition)
    {
        var failed = Task.WhenAny(callers);
        await Eventually.TrueAsync(() => condition() || failed.IsCompleted);
        if (failed.IsCompleted)
        {
            await await failed;
        }
    }

    private async Task CallAsync(int number)
    {
        (SimulatedAccount Account, string Token)? kept = null;
        var count = 0;
        while (!ended.IsCancellationRequested)
        {
            if (kept is { } known && await DownloadAsync(known.Account, known.Token) is var status and not HttpStatusCode.OK)
            {
                // One that is lost has been noted, and the load goes on.
                kept = status == HttpStatusCode.ServiceUnavailable ? kept : null;
                await Task.Delay(Pause);
                continue;
            }

            var account = NewAccount();
            if (await RoundAsync(account) is { } token)
            {
                // Half of the earlier ones end, which the standby has known for a while.
                if (kept is { } earlier && count++ % 2 == 0)
                {
                    await RevokeAsync(earlier.Token);
                }

                kept = (account, token);
                Interlocked.Increment(ref wholeRounds[number]);
            }

            await Task.Delay(Pause);
        }
    }

    private SimulatedAccount NewAccount() => gcd.Google.Accounts.Add($"person-{Guid.NewGuid():N}@example.com");

    /// <returns>A token that stays; null when something was refused.</returns>
    private async Task<string?> RoundAsync(SimulatedAccount account) =>
        await SignInAsync(account) is { } stays && await AskAsync("/me", stays) == HttpStatusCode.OK && await DownloadAsync(account, stays) == HttpStatusCode.OK
            && await SignInAsync(account) is { } second && await RevokeAsync(second)
            && await SignInAsync(NewAccount()) is { } last && await RevokeAsync(last)
            ? stays
            : null;

    private Task<HttpStatusCode> DownloadAsync(SimulatedAccount account, string token)
    {
        gcd.Google.Grants.RejectAccessTokens(account);
        return AskAsync("/download", token);
    }

    private async Task<bool> RevokeAsync(string token)
    {
        Ledger.Tokens.BeginRevoking(token);
        using var reply = await SendAsync(HttpMethod.Post, "/token/revoke", token, HttpStatusCode.OK);
        if (reply.StatusCode != HttpStatusCode.OK)
        {
            return false;
        }

        Ledger.Tokens.Revoke(token);
        using var me = await SendAsync(HttpMethod.Get, "/me", token, HttpStatusCode.Unauthorized);
        return me.StatusCode == HttpStatusCode.Unauthorized;
    }

    private async Task<string?> SignInAsync(SimulatedAccount account)
    {
        using var start = await SendAsync(HttpMethod.Get, $"/auth?login_hint={Uri.EscapeDataString(account.Email)}", token: null, HttpStatusCode.OK);
        using var consent = await gcd.Http.GetAsync((string)(await start.ReadJsonAsync())["authorization_url"]!);
        using var reply = await SendAsync(HttpMethod.Get, consent.Headers.Location!.PathAndQuery, token: null, HttpStatusCode.OK);
        if (reply.StatusCode != HttpStatusCode.OK)
        {
            return null;
        }

        var token = await GcdUnderTest.TokenOfAsync(reply);
        Ledger.Tokens.Give(token);
        return token;
    }

    private async Task<HttpStatusCode> AskAsync(string path, string token)
    {
        using var reply = await SendAsync(HttpMethod.Get, path, token, HttpStatusCode.OK);
        return reply.StatusCode;
    }

    /// <summary>One that is not answered, or broken off, ends the load, and the test with it.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, string? token, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(method, address);
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        var begun = TimeProvider.System.GetTimestamp();
        var reply = await gcd.Http.SendAsync(request);
        await Ledger.NoteAsync(address.Split('?')[0], reply, expected, TimeProvider.System.GetElapsedTime(begun));
        return reply;
    }
}

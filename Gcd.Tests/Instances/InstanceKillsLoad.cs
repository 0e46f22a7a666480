using System.Net;
using Gcd.Sandbox.Accounts;
using Gcd.Tests.Fixtures;
using Gcd.Tests.Processes;
using Gcd.Tests.Proxies;

namespace Gcd.Tests.Instances;

/// <summary>People who sign in, look, download what has to be refreshed, and revoke, all through the proxy; one half over HTTP/1.1, the other over HTTP/2.</summary>
internal sealed class InstanceKillsLoad : IAsyncDisposable
{
    private const int Callers = 4;

    // The load must never cease; that it keeps the cores busy proves nothing more.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly InstancesUnderTest instances;
    private readonly PublishedFront front;
    private readonly InstanceKillsLedger ledger;
    private readonly CancellationTokenSource ended = new();
    private readonly int[] rounds = new int[Callers];
    private readonly List<Task> callers;

    public InstanceKillsLoad(InstancesUnderTest instances, PublishedFront front, InstanceKillsLedger ledger)
    {
        (this.instances, this.front, this.ledger) = (instances, front, ledger);
        callers = [.. Enumerable.Range(0, Callers).Select(number => Task.Run(() => CallAsync(number)))];
    }

    /// <summary>Until every caller has come to an end of what it does once more.</summary>
    public Task WorkAsync()
    {
        int[] begun = [.. rounds];
        var failed = Task.WhenAny(callers);
        return Eventually.TrueAsync(() => failed.IsCompleted || Enumerable.Range(0, Callers).All(number => Volatile.Read(ref rounds[number]) > begun[number]));
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

    private async Task CallAsync(int number)
    {
        using var client = front.NewClient(number % 2 == 0 ? HttpVersion.Version11 : HttpVersion.Version20);
        while (!ended.IsCancellationRequested)
        {
            await RoundAsync(client);
            await Task.Delay(Pause);
            Interlocked.Increment(ref rounds[number]);
        }
    }

    private async Task RoundAsync(HttpClient client)
    {
        var account = instances.NewAccount();
        if (await SignInAsync(client, account) is not { } stays || !await AskAsync(client, HttpMethod.Get, "/me", stays))
        {
            return;
        }

        instances.Google.Grants.RejectAccessTokens(account);
        _ = await AskAsync(client, HttpMethod.Get, "/download", stays)
            && await SignInAsync(client, account) is { } second && await RevokeAsync(client, second)
            && await SignInAsync(client, instances.NewAccount()) is { } last && await RevokeAsync(client, last);
    }

    private async Task<string?> SignInAsync(HttpClient client, SimulatedAccount account)
    {
        using var start = await SendAsync(client, CallKind.Other, HttpMethod.Get, $"/auth?login_hint={Uri.EscapeDataString(account.Email)}", token: null, HttpStatusCode.OK);
        if (start is null)
        {
            return null;
        }

        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Patience.Limit };
        using var consent = await browser.GetAsync((string)(await start.ReadJsonAsync())["authorization_url"]!);
        using var reply = await SendAsync(client, CallKind.SignIn, HttpMethod.Get, consent.Headers.Location!.PathAndQuery, token: null, HttpStatusCode.OK);
        if (reply is null)
        {
            return null;
        }

        var token = await GcdUnderTest.TokenOfAsync(reply);
        ledger.Tokens.Give(token);
        return token;
    }

    private async Task<bool> RevokeAsync(HttpClient client, string token)
    {
        ledger.Tokens.BeginRevoking(token);
        if (!await AskAsync(client, HttpMethod.Post, "/token/revoke", token))
        {
            return false;
        }

        ledger.Tokens.Revoke(token);
        using var me = await SendAsync(client, CallKind.Other, HttpMethod.Get, "/me", token, HttpStatusCode.Unauthorized);
        return me is not null;
    }

    private async Task<bool> AskAsync(HttpClient client, HttpMethod method, string path, string token)
    {
        using var reply = await SendAsync(client, CallKind.Other, method, path, token, HttpStatusCode.OK);
        return reply is not null;
    }

    /// <returns>Null when it is not what was expected, which is noted.</returns>
    private async Task<HttpResponseMessage?> SendAsync(HttpClient client, CallKind kind, HttpMethod method, string address, string? token, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(method, address) { Version = client.DefaultRequestVersion, VersionPolicy = client.DefaultVersionPolicy };
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        var what = $"{method} {address.Split('?')[0]}, HTTP/{client.DefaultRequestVersion}";
        var begun = TimeProvider.System.GetTimestamp();
        try
        {
            var reply = await client.SendAsync(request);
            if (await ledger.NoteAsync(kind, what, reply, expected, begun))
            {
                return reply;
            }

            reply.Dispose();
        }
        catch (HttpRequestException fault)
        {
            ledger.NoteMiss(kind, $"{what}: {fault.Message}", begun);
        }

        return null;
    }
}

using System.Net;
using Gcd.Infrastructure.Crypto;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Http;

/// <summary>One Gcd for the whole table, with a token that works, one that was revoked, and one that nobody gave out.</summary>
public sealed class ContractWorld : IAsyncLifetime
{
    private readonly string unknown = BearerToken.Create();
    private World? world;
    private string token = string.Empty;
    private string revoked = string.Empty;

    internal World World => world ?? throw new InvalidOperationException("Not started.");

    public async Task InitializeAsync()
    {
        world = await World.StartAsync(("LIMIT_FAILED_TOKENS", "0"), ("LIMIT_DOWNLOADS_PER_USER", "0"));
        var account = World.NewAccount(contacts: 2);
        token = await World.SignInAsync(account);
        revoked = await World.SignInAsync(account);
        using var revocation = await World.SendAsync(HttpMethod.Post, "/token/revoke", revoked);
        Assert.Equal(HttpStatusCode.OK, revocation.StatusCode);
    }

    public async Task DisposeAsync() => await World.DisposeAsync();

    /// <summary>Sends a row's request, by its own method or by another.</summary>
    internal async Task<HttpResponseMessage> SendAsync(Exchange row, string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Fill(row.Path));
        foreach (var (name, value) in new[] { ("Accept", row.Accept), ("Accept-Encoding", row.AcceptEncoding), ("Authorization", row.Authorization) })
        {
            if (value is not null)
            {
                Assert.True(request.Headers.TryAddWithoutValidation(name, Fill(value)));
            }
        }

        if (row.Form is not null)
        {
            request.Content = new StringContent(Fill(row.Form), mediaType: new("application/x-www-form-urlencoded"));
        }

        // A reply that is buffered gets a Content-Length that was not sent.
        return await World.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private string Fill(string template) =>
        template.Replace("{token}", token, StringComparison.Ordinal).Replace("{revoked}", revoked, StringComparison.Ordinal).Replace("{unknown}", unknown, StringComparison.Ordinal);
}

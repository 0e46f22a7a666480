using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Gcd.Infrastructure.Google;

public sealed class GoogleFlowTests
{
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_of_the_token_endpoint_carries_no_secret_elsewhere(int status)
    {
        var elsewhere = 0;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var server = builder.Build();
        server.MapPost("/token", (HttpResponse reply) =>
        {
            reply.Headers.Location = "/elsewhere";
            reply.StatusCode = status;
        });
        server.Map("/elsewhere", () => Interlocked.Increment(ref elsewhere));
        await server.StartAsync();
        var address = new Uri(server.Urls.Single());
        using var http = new SharedGoogleHttp(isCompressed: false, TimeProvider.System);
        using var flow = GoogleFlow.Create(new OAuthClientCredentials("id", "secret", new Uri(address, "/auth"), new Uri(address, "/token"), []), http);

        await Assert.ThrowsAnyAsync<Exception>(() => flow.RefreshTokenAsync("user", "refresh", default));
        await Assert.ThrowsAnyAsync<Exception>(() => flow.ExchangeCodeForTokenAsync("user", "code", "verifier", "http://localhost/oauth2callback", default));

        Assert.Equal(0, elsewhere);
    }
}

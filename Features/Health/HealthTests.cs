using System.Net;
using Gcd.Tests.Fixtures;

namespace Gcd.Features.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task Health_has_the_earlier_services_members_and_types()
    {
        await using var world = await World.StartAsync();
        await world.SignInAsync(world.NewAccount());
        using var reply = await world.GetAsync("/health");
        var body = await reply.ReadJsonAsync();

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal("healthy", (string)body["status"]!);
        Assert.Equal("True", (string)body["credentials_path"]!);
        Assert.Equal("tokens", (string)body["tokens_dir"]!);
        Assert.Equal(1, (int)body["authenticated_users"]!);
    }

    [Fact]
    public async Task Without_a_credentials_file_health_and_ready_are_503_and_live_is_200()
    {
        await using var world = await World.StartAsync();
        File.Delete(world.CredentialsPath);
        using (var health = await world.GetAsync("/health"))
        {
            var body = await health.ReadJsonAsync();
            Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
            Assert.Equal("unhealthy", (string)body["status"]!);
            Assert.Equal("False", (string)body["credentials_path"]!);
            Assert.Contains("Credentials file not found", (string)body["error"]!, StringComparison.Ordinal);
        }

        using var ready = await world.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        using var live = await world.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Fact]
    public async Task With_everything_in_place_it_is_ready()
    {
        await using var world = await World.StartAsync();
        using var ready = await world.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }
}

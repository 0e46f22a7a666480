namespace Gcd.Infrastructure.Commands;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData(null, "http://localhost:5005")]
    [InlineData("", "http://localhost:5005")]
    [InlineData("http://+:8000", "http://localhost:8000")]
    [InlineData("http://*:8000", "http://localhost:8000")]
    [InlineData("http://0.0.0.0:8000", "http://localhost:8000")]
    [InlineData("http://[::]:8000", "http://localhost:8000")]
    [InlineData("http://10.0.0.5:5000", "http://10.0.0.5:5000")]
    [InlineData("http://[::1]:5000", "http://[::1]:5000")]
    [InlineData("https://*", "https://localhost")]
    [InlineData("http://127.0.0.1:1; http://localhost:2", "http://127.0.0.1:1 http://localhost:2")]
    [InlineData("http://unix:/run/gcd.sock", "/run/gcd.sock")]
    public void A_place_to_listen_is_reached_from_the_same_machine(string? urls, string expected) =>
        Assert.Equal(expected, string.Join(' ', ListenAddress.Read(urls, 5005)));

    [Fact]
    public void What_is_no_address_is_refused() => Assert.Throws<FormatException>(() => ListenAddress.Read("garbage", 5000));
}

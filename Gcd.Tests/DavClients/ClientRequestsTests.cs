using Gcd.Tests.Fixtures;
using Gcd.Tests.Structure;

namespace Gcd.Tests.DavClients;

/// <summary>What clients send, from files that read like a conversation; see Requests/README.md.</summary>
public sealed class ClientRequestsTests
{
    private const string Folder = "Gcd.Tests/DavClients/Requests";

    public static TheoryData<string> Clients => [.. Directory.GetFiles(Repository.PathOf(Folder), "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Each_client_is_answered_as_it_needs_it(string client)
    {
        await using var world = await World.StartAsync();
        var conversation = await ClientConversation.StartAsync(world, Repository.Read($"{Folder}/{client}.txt"));
        await conversation.PlayAsync();
    }
}

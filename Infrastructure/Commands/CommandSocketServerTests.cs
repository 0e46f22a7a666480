using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Gcd.Infrastructure.Tokens.Embedded;
using Gcd.Tests.Fixtures;
using Microsoft.Extensions.Logging;
using static Gcd.Infrastructure.Commands.FilledStoreForTests;

namespace Gcd.Infrastructure.Commands;

public sealed class CommandSocketServerTests : IAsyncLifetime, IDisposable
{
    private static readonly CommandRequest Reseal = new() { Command = CommandNames.Reseal };

    private readonly StoreFolderForTests place = new("litedb");
    private readonly LogCapture logs = new();
    private readonly SlowLocks locks = new();
    private readonly string newKey = IStoreForTests.NewKey();
    private StoreHandle opened = null!;
    private CommandSocketServer server = null!;

    private string SocketPath => place.Database + ".sock";

    private GcdSettings Settings => ((IStoreForTests)place).Settings();

    private GcdSettings NewSettings => ((IStoreForTests)place).Settings(newKey, place.Key);

    public async Task InitializeAsync()
    {
        await FillAsync(Settings);
        opened = TokenStores.Open(NewSettings) with { Locks = locks };
        // As a killed service leaves it.
        await File.WriteAllTextAsync(SocketPath, "stale");
        server = await StartAsync(NewSettings);
    }

    [Fact]
    public void Its_owner_alone_may_connect()
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(SocketPath));
        }
    }

    [Fact]
    public async Task It_is_gone_when_the_service_has_stopped()
    {
        await server.StopAsync(default);

        Assert.False(File.Exists(SocketPath));
        Assert.Null(await CommandSocketClient.TryRunAsync(place.Database, Reseal, Silent, default));
    }

    [Fact]
    public async Task A_socket_that_a_killed_service_left_is_no_service()
    {
        await server.StopAsync(default);
        await File.WriteAllTextAsync(SocketPath, "stale");

        Assert.Null(await CommandSocketClient.TryRunAsync(place.Database, Reseal, Silent, default));
    }

    [Fact]
    public async Task A_command_is_done_and_its_progress_told()
    {
        locks.Open();
        var told = new List<string>();

        var done = await CommandSocketClient.TryRunAsync(
            place.Database,
            Reseal,
            line =>
            {
                told.Add(line);
                return Task.CompletedTask;
            },
            default);

        Assert.Contains("3 sealed anew", done, StringComparison.Ordinal);
        Assert.Contains("3 of 3 users", told[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reseal_is_done_for_a_client_with_the_same_main_key()
    {
        locks.Open();

        Assert.Contains("3 sealed anew", await StoreCommands.RunAsync(Reseal, NewSettings, Silent, default), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a passphrase of the operator, not yet the service's")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public async Task Reseal_is_refused_for_a_client_with_another_main_key_and_nothing_is_sealed(string clientKey)
    {
        locks.Open();
        var before = await opened.Rows.ReadUsersAsync(null, 3, default);

        var refused = await Assert.ThrowsAsync<CommandException>(() => StoreCommands.RunAsync(Reseal, ((IStoreForTests)place).Settings(clientKey, newKey), Silent, default));

        Assert.Equal(78, refused.ExitCode);
        Assert.Contains($"another main key (its key id is {opened.Keys.Ring.MainId})", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Restart the service", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before.Select(user => user.Version), (await opened.Rows.ReadUsersAsync(null, 3, default)).Select(user => user.Version));
    }

    [Theory]
    [InlineData("restore")]
    [InlineData("nonsense")]
    [InlineData("backup")]
    public async Task What_it_does_not_do_is_refused(string command)
    {
        var refused = await Assert.ThrowsAsync<CommandException>(() => CommandSocketClient.TryRunAsync(place.Database, new CommandRequest { Command = command }, Silent, default));

        Assert.Equal(64, refused.ExitCode);
    }

    [Theory]
    [InlineData("rubbish\n")]
    [InlineData("{}\n")]
    [InlineData("null\n")]
    [InlineData("[[[[\n")]
    [InlineData("{\"command\":\"reseal\",\"main_key\":{\"salt\":\"?\",\"id\":\"\"}}\n")]
    public async Task Rubbish_is_cut_off_and_the_service_goes_on(string text)
    {
        using var client = Connect();
        await client.SendAsync(Encoding.UTF8.GetBytes(text));

        Assert.Equal(0, await ReceiveAsync(client));

        await A_command_is_done_and_its_progress_told();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"command\":\"reseal\"")]
    public async Task Silence_is_cut_off_and_the_service_goes_on(string text)
    {
        await server.StopAsync(default);
        server.Dispose();
        server = await StartAsync(NewSettings, TimeSpan.FromMilliseconds(100));
        using var client = Connect();
        await client.SendAsync(Encoding.UTF8.GetBytes(text));

        Assert.Equal(0, await ReceiveAsync(client));

        // The command that comes now may be slower on a busy machine.
        server.Patience = Patience.Limit;
        await A_command_is_done_and_its_progress_told();
    }

    [Fact]
    public async Task Too_much_is_cut_off_and_the_service_goes_on()
    {
        using var client = Connect();
        await client.SendAsync(Encoding.UTF8.GetBytes(new string(' ', 9 * 1024)));

        Assert.Equal(0, await ReceiveAsync(client));

        await A_command_is_done_and_its_progress_told();
    }

    [Fact]
    public async Task A_second_command_at_the_same_time_is_refused_by_75()
    {
        var first = CommandSocketClient.TryRunAsync(place.Database, Reseal, Silent, default);
        await locks.Entered;

        var refused = await Assert.ThrowsAsync<CommandException>(() => CommandSocketClient.TryRunAsync(place.Database, Reseal, Silent, default));

        Assert.Equal(75, refused.ExitCode);
        locks.Open();
        Assert.Contains("3 sealed anew", await first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_hangs_up_ends_its_command()
    {
        using (var client = Connect())
        {
            await client.SendAsync("{\"command\":\"reseal\"}\n"u8.ToArray());
            await locks.Entered;
        }

        await Eventually.TrueAsync(() => Task.FromResult(logs.Text.Contains("ended with exit code 130", StringComparison.Ordinal)));
        await A_command_is_done_and_its_progress_told();
    }

    [Fact]
    public async Task A_service_that_stops_says_so_to_the_client()
    {
        var command = CommandSocketClient.TryRunAsync(place.Database, Reseal, Silent, default);
        await locks.Entered;

        await server.StopAsync(default);

        var stopped = await Assert.ThrowsAsync<CommandException>(() => command);
        Assert.Equal(75, stopped.ExitCode);
        Assert.Contains("The service stops", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_that_nobody_foresaw_is_logged_and_told_and_the_service_goes_on()
    {
        locks.Fault = new InvalidOperationException("canary");
        var failed = await Assert.ThrowsAsync<CommandException>(() => CommandSocketClient.TryRunAsync(place.Database, Reseal, Silent, default));
        Assert.Equal(1, failed.ExitCode);
        Assert.DoesNotContain("canary", failed.Message, StringComparison.Ordinal);
        Assert.Contains("canary", logs.Text, StringComparison.Ordinal);

        locks.Fault = null;
        await A_command_is_done_and_its_progress_told();
    }

    [Fact]
    public async Task Replies_are_lines_of_JSON_and_the_last_has_the_exit_code()
    {
        locks.Open();
        using var client = Connect();
        await client.SendAsync("{\"command\":\"reseal\",\"file\":null}\n"u8.ToArray());
        using var reader = new StreamReader(new NetworkStream(client));

        var lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();

        Assert.Null(lines[0]["exit_code"]);
        Assert.Equal(0, (int)lines[^1]["exit_code"]!);
    }

    [Fact]
    public async Task A_path_that_is_too_long_for_a_socket_is_warned_of_once_and_no_obstacle()
    {
        using var other = await StartAsync(Settings.At(Path.Combine(place.Folder, new string('x', 120) + ".db")));

        Assert.Single(logs.Lines, line => line.Contains("NoCommandSocket", StringComparison.Ordinal));
        await other.StopAsync(default);
    }

    public async Task DisposeAsync()
    {
        locks.Open();
        await server.StopAsync(default);
        await opened.DisposeAsync();
    }

    public void Dispose()
    {
        server.Dispose();
        place.Dispose();
        logs.Dispose();
    }

    private static async Task<int> ReceiveAsync(Socket client)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        try
        {
            return await client.ReceiveAsync(new byte[100], limit.Token);
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            // What was sent and never read is answered so.
            return 0;
        }
    }

    private async Task<CommandSocketServer> StartAsync(GcdSettings settings, TimeSpan? patience = null)
    {
        var factory = LoggerFactory.Create(builder => builder.AddProvider(logs));
        var started = new CommandSocketServer(settings, new CommandRunner(opened, new CommandRevocation(opened, settings).Revocation, settings, factory.CreateLogger<CommandRunner>()), factory.CreateLogger<CommandSocketServer>())
        {
            Patience = patience ?? Patience.Limit,
        };
        await started.StartAsync(default);
        return started;
    }

    private Socket Connect()
    {
        var client = CommandSocket.Create();
        client.Connect(new UnixDomainSocketEndPoint(SocketPath));
        return client;
    }

    /// <summary>Locks that nobody gets before the test allows it.</summary>
    private sealed class SlowLocks : IUserLocks
    {
        private readonly TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly UserLocks locks = new();

        public Task Entered => entered.Task;

        public Exception? Fault { get; set; }

        public void Open() => open.TrySetResult();

        public async ValueTask<IAsyncDisposable> AcquireAsync(string googleSub, CancellationToken ct)
        {
            entered.TrySetResult();
            if (Fault is { } fault)
            {
                throw fault;
            }

            await open.Task.WaitAsync(ct);
            return await locks.AcquireAsync(googleSub, ct);
        }

        public ValueTask<IReadOnlyList<string>> HeldAsync(string prefix, CancellationToken ct) => locks.HeldAsync(prefix, ct);
    }
}

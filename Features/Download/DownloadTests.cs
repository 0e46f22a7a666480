using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Gcd.Infrastructure.Exports;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Tests.Fixtures;

namespace Gcd.Features.Download;

public sealed class DownloadTests
{
    private const string Header =
        "Full Name,Given Name,Family Name,Nickname,Primary Email,Other Emails,Mobile Phone,Work Phone,Home Phone,Other Phones," +
        "Organization,Job Title,Birthday,Street Address,City,Region,Postal Code,Country,Resource Name\r\n";

    [Fact]
    public async Task Csv_is_the_default_and_comes_with_its_headers()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount(contacts: 25));
        using var reply = await world.GetAsync("/download", token);
        var body = await reply.Content.ReadAsStringAsync();

        Assert.Equal("text/csv; charset=utf-8", reply.Content.Headers.ContentType!.ToString());
        Assert.Matches("^attachment; filename=\"contacts-\\d{4}-\\d{2}-\\d{2}\\.csv\"$", reply.Content.Headers.GetValues("Content-Disposition").Single());
        Assert.Equal("no-store", reply.Headers.CacheControl!.ToString());
        Assert.Equal("no", reply.Headers.GetValues("X-Accel-Buffering").Single());
        Assert.Equal("25", reply.Headers.GetValues("Gcd-Contacts-Total").Single());
        Assert.StartsWith(Header, body, StringComparison.Ordinal);
        Assert.Equal(26, body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Json_names_the_user_and_counts_what_was_written()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 2345);
        var token = await world.SignInAsync(account);
        using var reply = await world.GetAsync("/download?format=JSON", token);
        var body = await reply.ReadJsonAsync();

        Assert.Equal("application/json; charset=utf-8", reply.Content.Headers.ContentType!.ToString());
        Assert.Equal(account.Email, (string)body["user_email"]!);
        Assert.Equal(2345, (int)body["total_contacts"]!);
        var names = body["contacts"]!.AsArray().Select(contact => (string)contact!["Resource Name"]!).ToList();
        Assert.Equal(Enumerable.Range(0, 2345).Select(index => (string)account.ContactAt(index)["resourceName"]!), names);
        Assert.Equal([0, 1000, 2000], world.Google.Requests.Connections.Select(page => page.Start));
    }

    [Fact]
    public async Task An_empty_address_book_is_a_header_line_or_an_empty_list_and_200()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount(contacts: 0));
        using var csv = await world.GetAsync("/download?format=csv", token);
        Assert.Equal(HttpStatusCode.OK, csv.StatusCode);
        Assert.Equal(Header, await csv.Content.ReadAsStringAsync());
        using var json = await world.GetAsync("/download?format=json", token);
        Assert.Empty((await json.ReadJsonAsync())["contacts"]!.AsArray());
    }

    [Fact]
    public async Task Awkward_contacts_come_through_exactly()
    {
        await using var world = await World.StartAsync();
        var account = world.Google.Accounts.Add("awkward@example.com", AwkwardContacts.Create());
        var token = await world.SignInAsync(account);
        using var json = await world.GetAsync("/download?format=json", token);
        var contacts = (await json.ReadJsonAsync())["contacts"]!.AsArray();

        Assert.Equal(account.ContactCount, contacts.Count);
        for (var i = 0; i < contacts.Count; i++)
        {
            var person = account.ContactAt(i);
            var name = (string?)(person["names"]?[0]?["displayName"] ?? person["names"]?[0]?["unstructuredName"]) ?? string.Empty;
            Assert.Equal(name, (string)contacts[i]!["Full Name"]!);
        }
    }

    [Fact]
    public async Task Ill_formed_text_becomes_a_replacement_character_and_stops_nothing()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 3, canary: "CANARY");
        account.Spoil = page => [.. Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(page).Replace("CANARY", "\\ud83d\xff", StringComparison.Ordinal))];
        var token = await world.SignInAsync(account);
        using var reply = await world.GetAsync("/download?format=json", token);
        var body = await reply.ReadJsonAsync();
        Assert.Equal(3, (int)body["total_contacts"]!);
        Assert.EndsWith("\uFFFD\uFFFD", (string)body["contacts"]![0]!["Full Name"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("xml")]
    [InlineData("csv&format=json")]
    [InlineData("%00")]
    public async Task An_unknown_format_is_400_and_the_known_ones_are_named(string format)
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        using var reply = await world.GetAsync($"/download?format={format}", token);
        var problem = await reply.AssertProblemAsync(HttpStatusCode.BadRequest, "Invalid format");
        Assert.All(ExportFormats.All, known => Assert.Contains($"{known.Name}: {known.Description}", (string)problem["solution"]!, StringComparison.Ordinal));
        Assert.Empty(world.Google.Requests.Connections);
    }

    /// <summary>As programs send it that set the header once for all their requests.</summary>
    [Theory]
    [InlineData("/download")]
    [InlineData("/download?format=json")]
    [InlineData("/me")]
    [InlineData("/auth?login_hint=ada@example.com")]
    public async Task A_content_type_without_a_body_changes_nothing(string path)
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        foreach (var contentType in new[] { "application/json", "application/x-www-form-urlencoded", "nonsense" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Content = new ByteArrayContent([]) };
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            using var reply = await world.Client.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        }
    }

    [Fact]
    public async Task Without_a_token_nothing_is_downloaded()
    {
        await using var world = await World.StartAsync();
        using var reply = await world.GetAsync("/download");
        await reply.AssertProblemAsync(HttpStatusCode.Unauthorized, "Authentication required");
    }

    [Fact]
    public async Task Head_gives_the_headers_and_never_calls_google()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        using var reply = await world.SendAsync(HttpMethod.Head, "/download?format=json", token);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal("application/json; charset=utf-8", reply.Content.Headers.ContentType!.ToString());
        Assert.Empty(world.Google.Requests.Connections);
    }

    [Fact]
    public async Task Over_http_1_0_a_download_is_505_with_the_remedy()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", world.Address.Port);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /download HTTP/1.0\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n"));
        using var reader = new StreamReader(stream);
        var reply = await reader.ReadToEndAsync();
        Assert.Contains(" 505 ", reply, StringComparison.Ordinal);
        Assert.Contains("proxy_http_version 1.1", reply, StringComparison.Ordinal);
        // No warning, for nothing is wrong with Gcd.
        await Eventually.TrueAsync(() => world.Logs.Lines.Any(line => line.StartsWith("Information", StringComparison.Ordinal) && line.Contains("RequestFinished: GET /download 505, ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Google_is_asked_for_what_is_used_and_never_for_more_than_person_fields()
    {
        await using var world = await World.StartAsync(("PERSON_FIELDS", "names,photos"), ("PAGE_SIZE", "7"));
        var token = await world.SignInAsync(world.NewAccount(contacts: 15));
        using var reply = await world.GetAsync("/download?format=json", token);
        var body = await reply.ReadJsonAsync();

        Assert.Equal(15, (int)body["total_contacts"]!);
        Assert.Equal(string.Empty, (string)body["contacts"]![0]!["Primary Email"]!);
        Assert.Equal(3, world.Google.Requests.Connections.Count);
        foreach (var page in world.Google.Requests.Connections)
        {
            Assert.Equal("names", page.Query["personFields"]);
            Assert.Equal("7", page.Query["pageSize"]);
            Assert.DoesNotContain("emailAddresses", page.Query["fields"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Compressed_pages_come_through_and_broken_ones_are_asked_again()
    {
        await using var world = await World.StartCompressedAsync();
        var token = await world.SignInAsync(world.NewAccount(contacts: 2500));
        foreach (var cut in new[] { 0, 1, 9, 10, 500, 3000 })
        {
            world.Google.Faults.Add(new Sandbox.Faults.Fault { Operation = GoogleOperation.Connections, Start = 1000, BreakAfter = cut % 2 == 0 ? cut : null, EndAfter = cut % 2 == 1 ? cut : null });
            using var reply = await world.GetAsync("/download?format=json", token);
            Assert.Equal(2500, (int)(await reply.ReadJsonAsync())["total_contacts"]!);
        }

        Assert.All(world.Google.Requests.Connections, page => Assert.Contains("gzip", page.AcceptEncoding, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_hundred_downloads_by_different_users_at_once_hold_no_foreign_contact()
    {
        await using var world = await World.StartAsync(("LIMIT_DOWNLOADS", "0"));
        var people = new ConcurrentBag<(string Canary, string Token)>();
        // Few at a time: it is the downloads that run at once.
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
        {
            var canary = $"CANARY{number:0000}X";
            people.Add((canary, await world.SignInAsync(world.NewAccount(contacts: 150, canary))));
        });
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = 200 }, async (person, ct) =>
        {
            using var reply = await world.GetAsync("/download?format=json", person.Token);
            var body = JsonNode.Parse(await reply.Content.ReadAsStringAsync(ct))!;
            var names = body["contacts"]!.AsArray().Select(contact => (string)contact!["Full Name"]!).ToList();
            Assert.Equal(150, names.Count);
            Assert.All(names, name => Assert.Contains(person.Canary, name, StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task A_caller_that_reads_slowly_slows_the_asking()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount(contacts: 100_000));
        using (var reply = await world.GetAsync("/download?format=json", token))
        {
            await using var body = await reply.Content.ReadAsStreamAsync();
            await body.ReadExactlyAsync(new byte[1000]);
            await SettledAsync(world);
            // A hundred pages stand ready; what fits into the connection's buffers is asked for, and no more.
            Assert.InRange(world.Google.Requests.Connections.Count, 1, 60);
        }
    }

    [Fact]
    public async Task A_caller_that_takes_nothing_loses_its_place_and_its_connection()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount(contacts: 100_000));
        using var reply = await world.GetAsync("/download?format=json", token);
        await using var body = await reply.Content.ReadAsStreamAsync();
        await StalledCallerForTests.UntilBrokenOffAsync(world);
        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(Stream.Null));
    }

    [Fact]
    public async Task When_the_caller_leaves_the_request_to_google_is_cancelled()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount(contacts: 5000));
        world.Google.Faults.Add(new Sandbox.Faults.Fault { Operation = GoogleOperation.Connections, Start = 1000, Until = new TaskCompletionSource().Task });
        var reply = await world.GetAsync("/download", token);
        await Eventually.TrueAsync(() => world.Google.Requests.Connections.Count >= 2);
        var asked = world.Google.Requests.Connections.First(page => page.Start == 1000);
        reply.Dispose();

        // Within a second, as the benchmark measures.
        await asked.Aborted.Task.WaitAsync(Patience.Limit);
    }

    private static async Task SettledAsync(World world)
    {
        int before;
        do
        {
            before = world.Google.Requests.Connections.Count;
            await Task.Delay(700);
        }
        while (world.Google.Requests.Connections.Count != before);
    }
}

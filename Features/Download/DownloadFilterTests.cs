using System.Net;
using System.Text.Json.Nodes;
using Gcd.Infrastructure.Exports;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;

namespace Gcd.Features.Download;

/// <summary>The parameters label and has.</summary>
public sealed class DownloadFilterTests
{
    [Theory]
    [InlineData("label=Family", "1,2")]
    [InlineData("label=fAMILY", "1,2")]
    [InlineData("label=contactGroups/f1", "1,2")]
    [InlineData("label=Family&label=starred", "1,2,4")]
    [InlineData("label=Friends, old %26 new 🎉", "3")]
    [InlineData("label=myContacts", "1,2,3,4,5")]
    [InlineData("label=Nobody", "")]
    [InlineData("has=phone", "1,3")]
    [InlineData("has=EMAIL", "1,2")]
    [InlineData("has=address", "4")]
    [InlineData("has=birthday", "5")]
    [InlineData("has=phone&has=email", "1")]
    [InlineData("label=Family&has=phone", "1")]
    [InlineData("label=starred&has=phone", "")]
    // As forms send a field that was left empty.
    [InlineData("label=&has=", "1,2,3,4,5")]
    public async Task Only_contacts_with_any_of_the_labels_and_all_of_the_properties_are_in_the_file(string filter, string expected)
    {
        await using var world = await World.StartAsync(("PAGE_SIZE", "2"));
        var token = await world.SignInAsync(AddAccount(world));
        using var reply = await world.GetAsync($"/download?format=json&{filter}", token);
        var body = await reply.ReadJsonAsync();

        Assert.Equal(expected, string.Join(',', body["contacts"]!.AsArray().Select(contact => (string)contact!["Full Name"]!)));
        Assert.Equal(expected.Split(',', StringSplitOptions.RemoveEmptyEntries).Length, (int)body["total_contacts"]!);
        Assert.Equal(filter == "label=&has=", reply.Headers.Contains("Gcd-Contacts-Total"));
    }

    [Fact]
    public async Task A_filter_changes_no_row_of_the_table()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(AddAccount(world));
        using var all = await world.GetAsync("/download", token);
        using var some = await world.GetAsync("/download?has=phone&has=email&label=Family", token);
        var lines = (await some.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(2, lines.Length);
        Assert.Superset(lines.ToHashSet(), (await all.Content.ReadAsStringAsync()).Split("\r\n").ToHashSet());
    }

    [Fact]
    public async Task Every_format_has_a_whole_file_for_a_filter_that_nobody_passes()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(AddAccount(world));
        var empty = await world.SignInAsync(world.NewAccount(contacts: 0));
        foreach (var format in ExportFormats.All)
        {
            using var none = await world.GetAsync($"/download?format={format.Name}&label=Nobody", token);
            using var nothing = await world.GetAsync($"/download?format={format.Name}", empty);
            Assert.Equal(HttpStatusCode.OK, none.StatusCode);
            Assert.Equal(format.MediaType, none.Content.Headers.ContentType!.ToString());
            // Nothing but the address of whom it is of may differ.
            Assert.Equal((await nothing.Content.ReadAsByteArrayAsync()).Length > 0, (await none.Content.ReadAsByteArrayAsync()).Length > 0);
        }
    }

    [Fact]
    public async Task An_unknown_label_is_refused_with_the_labels_there_are()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(AddAccount(world));
        using var reply = await world.GetAsync("/download?label=Family&label=Famliy", token);
        var problem = await reply.AssertProblemAsync(HttpStatusCode.BadRequest, "There is no label 'Famliy'");

        Assert.Equal("urn:gcd:problem:unknown-label", (string)problem["type"]!);
        Assert.Equal("Your labels are: myContacts, starred, Family, Friends, old & new 🎉, Nobody.", (string)problem["detail"]!);
        Assert.Empty(world.Google.Requests.Connections);
    }

    [Fact]
    public async Task An_unknown_property_is_refused_with_those_there_are()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        using var reply = await world.GetAsync("/download?has=phone&has=fax", token);
        var problem = await reply.AssertProblemAsync(HttpStatusCode.BadRequest, "Invalid value of has: 'fax'");

        Assert.Contains("phone, email, address, birthday", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("label=starred", "memberships")]
    [InlineData("has=birthday", "birthdays")]
    public async Task A_filter_by_what_the_operator_keeps_from_being_read_is_refused(string filter, string field)
    {
        await using var world = await World.StartAsync(("PERSON_FIELDS", "names,emailAddresses"));
        var token = await world.SignInAsync(world.NewAccount());
        using var reply = await world.GetAsync($"/download?{filter}", token);
        var problem = await reply.AssertProblemAsync(HttpStatusCode.BadRequest, $"This service does not read {field}");

        Assert.Contains("PERSON_FIELDS", (string)problem["solution"]!, StringComparison.Ordinal);
        using var allowed = await world.GetAsync("/download?has=email", token);
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
    }

    [Fact]
    public async Task The_labels_are_asked_for_only_where_a_format_or_a_filter_needs_them()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(AddAccount(world));
        using (var reply = await world.GetAsync("/download?format=csv&has=phone", token))
        {
            await reply.Content.ReadAsByteArrayAsync();
            Assert.Equal(0, world.Google.Requests[GoogleOperation.ContactGroups]);
        }

        using (var reply = await world.GetAsync("/download?format=csv&label=Family", token))
        {
            await reply.Content.ReadAsByteArrayAsync();
            Assert.Equal(1, world.Google.Requests[GoogleOperation.ContactGroups]);
        }
    }

    [Fact]
    public async Task Labels_that_google_refuses_refuse_the_download_before_its_first_byte()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(AddAccount(world));
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.ContactGroups, Status = 403, Body = """{"error":{"code":403,"message":"People API has not been used in project 1 before or it is disabled.","status":"PERMISSION_DENIED","details":[{"reason":"SERVICE_DISABLED"}]}}""", Times = 10 });
        using var reply = await world.GetAsync("/download?label=Family", token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType!.MediaType);
        Assert.Empty(world.Google.Requests.Connections);
    }

    [Theory]
    [InlineData("label=Family", "contacts-family-")]
    [InlineData("label=Family&has=phone", "contacts-family-phone-")]
    [InlineData("label=Friends, old %26 new 🎉", "contacts-friends--old---new-")]
    [InlineData("label=contactGroups/f1", "contacts-contactgroups-f1-")]
    public async Task The_files_name_says_what_is_in_it(string filter, string expected)
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(AddAccount(world));
        using var reply = await world.GetAsync($"/download?{filter}", token);

        Assert.Matches($"^attachment; filename=\"{expected}\\d{{4}}-\\d{{2}}-\\d{{2}}\\.csv\"$", reply.Content.Headers.GetValues("Content-Disposition").Single());
    }

    private static SimulatedAccount AddAccount(World world)
    {
        JsonObject[] contacts =
        [
            New(1).Group("myContacts").Group("f1").Phone("1", "mobile").Email("a@example.com").Build(),
            New(2).Group("f1").Group("myContacts").Email("b@example.com").Build(),
            New(3).Group("myContacts").Group("o2").Phone("3").Build(),
            New(4).Group("myContacts").Group("starred").Address("home", "Street 1", null, null, null, null).Build(),
            New(5).Group("myContacts").Birthday(0, 2, 29).Build(),
        ];
        var account = world.Google.Accounts.Add($"labels-{Guid.NewGuid():N}@example.com", contacts);
        account.Groups.AddRange([AccountGroup.Own("f1", "Family"), AccountGroup.Own("o2", "Friends, old & new 🎉"), AccountGroup.Own("n3", "Nobody")]);
        return account;
    }

    private static ContactBuilder New(int number) => new ContactBuilder($"c{number}").Name($"{number}");
}

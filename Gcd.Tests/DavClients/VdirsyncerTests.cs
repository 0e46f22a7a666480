using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;
using Gcd.Tests.Processes;

namespace Gcd.Tests.DavClients;

/// <summary>vdirsyncer keeps a folder of cards equal to the address book.</summary>
public sealed class VdirsyncerTests
{
    private const int Many = 5000;

    [SkippableTheory]
    [InlineData("/")]
    [InlineData("/dav/")]
    public async Task It_finds_the_address_book_from_the_address_of_the_service(string path)
    {
        Tool.Require("vdirsyncer");
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        using var vdirsyncer = new Vdirsyncer(new Uri(world.Address, path), await world.SignInAsync(account));

        Assert.Contains($"\"contacts\" (\"Google Contacts ({account.Email})\")", await vdirsyncer.DiscoverAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Five_thousand_contacts_arrive_and_what_changes_afterwards_too()
    {
        Tool.Require("vdirsyncer");
        await using var world = await World.StartAsync();
        var account = world.NewAccount(Many);
        var token = await world.SignInAsync(account);
        using var vdirsyncer = new Vdirsyncer(new Uri(world.Address, "/dav/"), token);
        await vdirsyncer.DiscoverAsync();
        world.Google.Requests.Reset();

        await vdirsyncer.SyncAsync();

        Assert.Equal(5, world.Google.Requests[GoogleOperation.Connections]);
        Assert.Equal(25, world.Google.Requests[GoogleOperation.BatchGet]);
        Assert.Equal(Many, vdirsyncer.ReadCards().Count);
        Assert.Equal(await CardsByUid.DownloadAsync(world.Client, token), vdirsyncer.ReadCards());

        AccountEdits.MakeEach(account);
        world.Google.Requests.Reset();
        await vdirsyncer.SyncAsync();

        Assert.Equal(1, world.Google.Requests[GoogleOperation.BatchGet]);
        Assert.Equal(Many - 1, vdirsyncer.ReadCards().Count);
        Assert.Equal(await CardsByUid.DownloadAsync(world.Client, token), vdirsyncer.ReadCards());

        world.Google.Requests.Reset();
        await vdirsyncer.SyncAsync();
        Assert.Equal(0, world.Google.Requests[GoogleOperation.BatchGet]);
    }

    [SkippableFact]
    public async Task Awkward_contacts_arrive_as_they_are_downloaded()
    {
        Tool.Require("vdirsyncer");
        await using var world = await World.StartAsync();
        var account = world.Google.Accounts.Add($"person-{Guid.NewGuid():N}@example.com", AwkwardContacts.Create());
        account.Groups.AddRange(AwkwardContacts.Groups);
        account.Spoil = AwkwardContacts.Spoil;
        var token = await world.SignInAsync(account);
        using var vdirsyncer = new Vdirsyncer(new Uri(world.Address, "/dav/"), token);
        await vdirsyncer.DiscoverAsync();

        await vdirsyncer.SyncAsync();

        Assert.Equal(account.ContactCount, vdirsyncer.ReadCards().Count);
        Assert.Equal(await CardsByUid.DownloadAsync(world.Client, token), vdirsyncer.ReadCards());
    }

    [SkippableFact]
    public async Task What_is_done_in_the_folder_is_undone_by_the_next_syncs_and_never_reaches_Google()
    {
        Tool.Require("vdirsyncer");
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount(contacts: 5));
        using var vdirsyncer = new Vdirsyncer(new Uri(world.Address, "/dav/"), token);
        await vdirsyncer.DiscoverAsync();
        await vdirsyncer.SyncAsync();
        var before = vdirsyncer.ReadCards();
        var (edited, deleted) = (before.Keys.First(), before.Keys.Last());
        await File.WriteAllTextAsync(vdirsyncer.FileOf(edited), before[edited].Replace("FN:", "FN:Edited ", StringComparison.Ordinal));
        File.Delete(vdirsyncer.FileOf(deleted));
        await File.WriteAllTextAsync(vdirsyncer.FileOf("own"), "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:own\r\nFN:Own\r\nN:Own;;;;\r\nEND:VCARD\r\n");

        // vdirsyncer takes note of what it may not write, and sets it back the next time (its partial_sync = "revert").
        await vdirsyncer.SyncAsync();
        Assert.Equal(before, await CardsByUid.DownloadAsync(world.Client, token));
        await vdirsyncer.SyncAsync();
        Assert.Equal(before, vdirsyncer.ReadCards());

        world.Google.Requests.Reset();
        await vdirsyncer.SyncAsync();
        Assert.Equal(before, vdirsyncer.ReadCards());
        Assert.Equal(0, world.Google.Requests[GoogleOperation.BatchGet]);
    }

    [SkippableFact]
    public async Task A_sync_in_the_middle_of_which_Gcd_dies_loses_and_doubles_nothing()
    {
        Tool.Require("vdirsyncer");
        await using var gcd = await GcdUnderTest.CreateAsync();
        var process = await gcd.StartAsync();
        var account = gcd.NewAccount(contacts: 1000);
        var token = await gcd.SignInAsync(account);
        using var vdirsyncer = new Vdirsyncer(new Uri(gcd.Address, "/dav/"), token);
        await vdirsyncer.DiscoverAsync();
        var never = new TaskCompletionSource();
        // Of five times two hundred contacts, the first four hundred are under way when Gcd dies.
        gcd.Google.Faults.Add(new Fault { Operation = GoogleOperation.BatchGet, Times = 2 });
        gcd.Google.Faults.Add(new Fault { Operation = GoogleOperation.BatchGet, Until = never.Task });

        var broken = vdirsyncer.RunAsync("sync");
        await Eventually.TrueAsync(() => gcd.Google.Requests[GoogleOperation.BatchGet] == 3);
        process.Kill();
        var (exitCode, output) = await broken;
        Assert.True(exitCode != 0, output);
        never.SetResult();

        AccountEdits.MakeEach(account);
        await gcd.StartAsync();
        await vdirsyncer.SyncAsync();
        Assert.Equal(999, vdirsyncer.ReadCards().Count);
        Assert.Equal(await CardsByUid.DownloadAsync(gcd.Http, token), vdirsyncer.ReadCards());
    }
}

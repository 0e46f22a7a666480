using Gcd.Sandbox.Accounts;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.DavClients;

/// <summary>khal shows the birthday calendar of a link, which vdirsyncer fetches.</summary>
public sealed class KhalTests
{
    [SkippableFact]
    public async Task It_shows_each_birthday_on_its_day()
    {
        var (vdirsyncer, khal) = (Tool.Require("vdirsyncer"), Tool.Require("khal"));
        await using var world = await World.StartAsync();
        var account = world.Google.Accounts.Add(
            $"person-{Guid.NewGuid():N}@example.com",
            [
                new ContactBuilder("c1").Name("Ada").Birthday(1815, 12, 10).Build(),
                new ContactBuilder("c2").Name("Without a year").Birthday(0, 7, 4).Build(),
                new ContactBuilder("c3").Name("Leap day").Birthday(2000, 2, 29).Build(),
                new ContactBuilder("c4").Name("Wedding").Event("anniversary", 2001, 6, 15).Build(),
                new ContactBuilder("c5").Name("No day").Birthday(1970, 0, 0).Build(),
            ]);
        var link = await world.MakeLinkAsync(await world.SignInAsync(account), """{"format":"birthdays"}""");
        var folder = Path.Combine(world.Folder, "khal");
        Directory.CreateDirectory(Path.Combine(folder, "birthdays"));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "vdirsyncer"),
            $"""
            [general]
            status_path = "{folder}/status"
            [pair birthdays]
            a = "here"
            b = "gcd"
            collections = null
            [storage here]
            type = "filesystem"
            path = "{folder}/birthdays"
            fileext = ".ics"
            [storage gcd]
            type = "http"
            url = "{new Uri(world.Address, link)}"
            """);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "khal"),
            $"""
            [calendars]
            [[birthdays]]
            path = {folder}/birthdays
            readonly = True
            [locale]
            timeformat = %H:%M
            dateformat = %Y-%m-%d
            longdateformat = %Y-%m-%d
            datetimeformat = %Y-%m-%d %H:%M
            longdatetimeformat = %Y-%m-%d %H:%M
            [sqlite]
            path = {folder}/khal.db
            """);

        await RunAsync(vdirsyncer, "-c", Path.Combine(folder, "vdirsyncer"), "discover");
        await RunAsync(vdirsyncer, "-c", Path.Combine(folder, "vdirsyncer"), "sync");

        Assert.Equal(["2027-02-28 🎂 Leap day (2000)", "2027-06-15 💍 Wedding (2001)", "2027-07-04 🎂 Without a year", "2027-12-10 🎂 Ada (1815)"], await ListAsync("2027"));
        Assert.Equal(["2028-02-29 🎂 Leap day (2000)", "2028-06-15 💍 Wedding (2001)", "2028-07-04 🎂 Without a year", "2028-12-10 🎂 Ada (1815)"], await ListAsync("2028"));

        async Task<string[]> ListAsync(string year) =>
            (await RunAsync(khal, "-c", Path.Combine(folder, "khal"), "list", "--day-format", "", "--format", "{start-date} {title}", $"{year}-01-01", $"{year}-12-31"))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var (exitCode, output, errors) = await Tool.RunAsync(program, arguments);
        Assert.True(exitCode == 0, $"{output}\n{errors}");
        return output;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gcd.Sandbox.Accounts;
using Gcd.Tests.Fixtures;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using static Gcd.Infrastructure.Exports.FilesForTests;

namespace Gcd.Infrastructure.Exports.Calendars;

public sealed partial class BirthdaysFormatTests : ExportFormatTests
{
    private protected override ExportFormat Format { get; } = new BirthdaysFormat();

    protected override string? NotShown => """{"resourceName":"people/c9","names":[{"displayName":"No date"}],"birthdays":[{"text":"spring"},{"date":{"year":1970}}]}""";

    // Its birthday is 1815; TEXT holds no control characters, and one kind of line break.
    protected override string Shown(string text) => $"🎂 {ControlCharacters().Replace(LineBreaks().Replace(text, "\n"), string.Empty)} (1815)";

    protected override IReadOnlyList<IReadOnlyList<string>> Read(byte[] file)
    {
        var contacts = new List<List<string>>();
        foreach (var entry in Events(Strict.GetString(file)))
        {
            if (entry.Uid!.EndsWith("-birthday", StringComparison.Ordinal))
            {
                contacts.Add([]);
            }

            contacts[^1].AddRange([entry.Summary!, entry.Start!.Date.ToString("O"), entry.Description ?? string.Empty]);
        }

        return contacts;
    }

    [Fact]
    public void A_calendar_says_what_it_is_and_how_often_to_read_it()
    {
        var file = Write("birthdays", "{}");

        Assert.Equal(
            ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Gcd//Birthdays//EN", "CALSCALE:GREGORIAN", "NAME:Birthdays", "X-WR-CALNAME:Birthdays",
                "REFRESH-INTERVAL;VALUE=DURATION:P1D", "X-PUBLISHED-TTL:P1D", "END:VCALENDAR", ""],
            file.Split("\r\n"));
    }

    [Fact]
    public void A_birthday_is_a_yearly_day_that_blocks_no_time()
    {
        var file = Write("birthdays", Page(Person(Birthday("""{"date":{"year":1980,"month":12,"day":31}}"""))));

        Assert.Contains(
            "BEGIN:VEVENT\r\nUID:5c0a-birthday\r\nDTSTAMP:20260102T030405Z\r\nDTSTART;VALUE=DATE:19801231\r\nDTEND;VALUE=DATE:19810101\r\nRRULE:FREQ=YEARLY\r\n"
            + "SUMMARY:🎂 Ada (1980)\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n",
            file,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1980, 5, 17, "1980-05-17", "🎂 Ada (1980)", null)]
    [InlineData(0, 5, 17, "1972-05-17", "🎂 Ada", null)]
    [InlineData(298, 5, 17, "1972-05-17", "🎂 Ada (298)", "0298-05-17")]
    [InlineData(1971, 5, 17, "1972-05-17", "🎂 Ada (1971)", "1971-05-17")]
    [InlineData(9999, 12, 31, "1972-12-31", "🎂 Ada (9999)", "9999-12-31")]
    [InlineData(0, 2, 29, "1972-02-29", "🎂 Ada", null)]
    [InlineData(2000, 2, 29, "2000-02-29", "🎂 Ada (2000)", null)]
    [InlineData(1999, 2, 29, "1972-02-29", "🎂 Ada (1999)", null)]
    public void Its_first_day_is_one_that_calendars_show(int year, int month, int day, string start, string summary, string? described)
    {
        var entry = Assert.Single(Events(Write("birthdays", Page(Person(Birthday($$$"""{"date":{"year":{{{year}}},"month":{{{month}}},"day":{{{day}}} }}"""))))));

        Assert.Equal(start, entry.Start!.Date.ToString("O"));
        Assert.Equal(entry.Start.Date.AddDays(1), entry.End!.Date);
        Assert.False(entry.Start.HasTime);
        Assert.Equal(summary, entry.Summary);
        Assert.Equal(described, entry.Description);
    }

    [Theory]
    [InlineData("""{"date":{"year":1980}}""")]
    [InlineData("""{"date":{"year":1980,"month":5}}""")]
    [InlineData("""{"date":{"month":5}}""")]
    [InlineData("""{"date":{"day":5}}""")]
    [InlineData("""{"date":{"month":4,"day":31}}""")]
    [InlineData("""{"date":{"month":2,"day":30}}""")]
    [InlineData("""{"text":"5/17/1980"}""")]
    [InlineData("""{}""")]
    public void What_is_no_day_of_the_year_is_left_out(string birthday) =>
        Assert.Empty(Events(Write("birthdays", Page(Person(Birthday(birthday))))));

    [Fact]
    public void Leap_day_is_shown_every_year()
    {
        var file = Write("birthdays", Page(Person($$$"""{{{Birthday("""{"date":{"month":2,"day":29}}""")}}},"events":[{"date":{"month":2,"day":28}}]""")));

        Assert.Equal(
            ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"],
            Days(Events(file)[0], 2025, 2028));
        Assert.Equal(["2028-02-28"], Days(Events(file)[1], 2028, 2028));
    }

    [Fact]
    public void Other_events_say_what_they_are_and_each_has_an_id_of_its_own()
    {
        var events = Events(Write("birthdays", Page(Person(
            """
            "birthdays":[{"date":{"month":1,"day":1}},{"date":{"month":1,"day":2},"metadata":{"primary":true}}],
            "events":[{"type":"anniversary","formattedType":"Jahrestag","date":{"year":2001,"month":6,"day":15}},{"type":"other","formattedType":"Sonstiges","date":{"month":1,"day":3}},
            {"type":"Name, \"day\"","date":{"month":1,"day":4}},{"type":"anniversary","date":{"month":1,"day":5}},{"date":{"month":1,"day":6}},{"type":"year only","date":{"year":2000}}]
            """))));

        Assert.Equal(
            [("5c0a-birthday", "🎂 Ada", 2), ("5c0a-anniversary", "💍 Ada (2001)", 15), ("5c0a-event", "📅 Ada: Sonstiges", 3),
                ("5c0a-event-2", "📅 Ada: Name, \"day\"", 4), ("5c0a-anniversary-2", "💍 Ada", 5), ("5c0a-event-3", "📅 Ada", 6)],
            events.Select(entry => (entry.Uid!, entry.Summary!, entry.Start!.Date.Day)));
    }

    [Theory]
    [InlineData("""{"names":[{"unstructuredName":"U"}]}""", "🎂 U")]
    [InlineData("""{"nicknames":[{"value":"N"}],"organizations":[{"name":" "}]}""", "🎂 N")]
    [InlineData("""{"organizations":[{"title":"T"},{"name":"O"}],"emailAddresses":[{"value":"e@x.org"}]}""", "🎂 T")]
    [InlineData("""{"emailAddresses":[{"value":"e@x.org"}],"phoneNumbers":[{"value":"1"}]}""", "🎂 e@x.org")]
    [InlineData("""{"phoneNumbers":[{"value":"+39 1"}]}""", "🎂 +39 1")]
    [InlineData("""{"names":[{"givenName":"G","familyName":"F"}]}""", "🎂 G F")]
    [InlineData("""{}""", "🎂 (No name)")]
    public void Who_has_no_name_is_called_by_something_else(string person, string expected)
    {
        var whole = JsonNode.Parse(person)!;
        whole["birthdays"] = JsonNode.Parse("""[{"date":{"month":5,"day":17}}]""");

        Assert.Equal(expected, Assert.Single(Events(Write("birthdays", Page(whole.ToJsonString())))).Summary);
    }

    [Theory]
    [InlineData("2026-01-02T03:04:05.678901Z", "20260102T030405Z")]
    [InlineData("2026-01-02T03:04:05Z", "20260102T030405Z")]
    [InlineData("2026-01-02T03:04:05+01:00", "19700101T000000Z")]
    [InlineData("2026/01/02 03:04:05Z", "19700101T000000Z")]
    [InlineData("\u0662026-01-02T03:04:05Z", "19700101T000000Z")]
    [InlineData("", "19700101T000000Z")]
    public void The_stamp_is_when_the_contact_last_changed(string updateTime, string expected) =>
        Assert.Contains(
            $"DTSTAMP:{expected}\r\n",
            Write("birthdays", Page($$$"""{"metadata":{"sources":[{"type":"CONTACT","id":"a","updateTime":"{{{updateTime}}}"}]},"birthdays":[{"date":{"month":5,"day":17}}]}""")),
            StringComparison.Ordinal);

    [Fact]
    public async Task A_whole_account_is_read_by_other_calendars_too()
    {
        await using var world = await World.StartAsync();
        var account = world.Google.Accounts.Add("awkward@example.com", AwkwardContacts.Create());
        account.Spoil = AwkwardContacts.Spoil;
        using var reply = await world.GetAsync("/download?format=birthdays", await world.SignInAsync(account));
        var file = await reply.Content.ReadAsStringAsync();

        Assert.Equal("text/calendar; charset=utf-8", reply.Content.Headers.ContentType!.ToString());
        Assert.Matches("filename=\"birthdays-\\d{4}-\\d{2}-\\d{2}\\.ics\"", reply.Content.Headers.GetValues("Content-Disposition").Single());
        Assert.All(file.Split("\r\n"), line => Assert.InRange(Strict.GetByteCount(line), 0, 75));
        Assert.DoesNotContain('\n', file.Replace("\r\n", string.Empty, StringComparison.Ordinal));
        var events = Events(file);
        Assert.Distinct(events.Select(entry => entry.Uid));
        Assert.Equal(Enumerable.Range(0, account.ContactCount).Sum(index => DatesOf(account.ContactAt(index))), events.Count);

        Assert.Equal(
            events.Select(entry => $"{entry.Uid} {entry.Summary} {entry.Start!.Date:O} {entry.End!.Date:O} {string.Join(' ', Days(entry, 2025, 2028))}"),
            (await ReadByIcalJsAsync(file)).Select(entry =>
                $"{entry!["uid"]} {entry["summary"]} {entry["start"]} {entry["end"]} {string.Join(' ', entry["days"]!.AsArray())}"));
    }

    [SkippableFact]
    public async Task Ical_js_reads_hostile_text()
    {
        var texts = HostileTextForTests.All.Select(text => $"a{text}z").ToList();
        var people = texts.Select(text => $$$"""{"names":[{"displayName":{{{JsonSerializer.Serialize(text)}}}}],"birthdays":[{"date":{"year":1815,"month":1,"day":1}}]}""");

        var events = await ReadByIcalJsAsync(Write("birthdays", Page([.. people])));

        Assert.Equal(texts.Select(Shown), events.Select(entry => (string)entry!["summary"]!));
    }

    private static int DatesOf(JsonObject person) =>
        (person["birthdays"]?.AsArray() ?? []).Concat(person["events"]?.AsArray() ?? []).Count(entry => entry!["date"]?["month"] is not null && entry["date"]!["day"] is not null);

    private static async Task<JsonArray> ReadByIcalJsAsync(string file)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, file);
            return JsonNode.Parse(await Npm.RunAsync("read:ics", path))!["events"]!.AsArray();
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static List<CalendarEvent> Events(string file)
    {
        Assert.StartsWith("BEGIN:VCALENDAR\r\n", file, StringComparison.Ordinal);
        Assert.EndsWith("END:VCALENDAR\r\n", file, StringComparison.Ordinal);
        return [.. Calendar.Load(file)!.Events];
    }

    private static IEnumerable<string> Days(CalendarEvent entry, int from, int to) =>
        entry.GetOccurrences(new CalDateTime(from, 1, 1)).Select(occurrence => occurrence.Period.StartTime.Date).TakeWhile(day => day.Year <= to).Select(day => day.ToString("O"));

    private static string Person(string members) =>
        $$"""{"resourceName":"people/c1","metadata":{"sources":[{"type":"PROFILE","id":"1"},{"type":"CONTACT","id":"5c0a","updateTime":"2026-01-02T03:04:05.678901Z"}]},"names":[{"displayName":"Ada"}],{{members}}}""";

    private static string Birthday(string birthday) => $"\"birthdays\":[{birthday}]";

    private static string Page(params IEnumerable<string> people) => $$"""{"connections":[{{string.Join(',', people)}}]}""";

    [GeneratedRegex("[\\x00-\\x08\\x0b-\\x1f\\x7f]")]
    private static partial Regex ControlCharacters();

    [GeneratedRegex("\r\n?")]
    private static partial Regex LineBreaks();
}

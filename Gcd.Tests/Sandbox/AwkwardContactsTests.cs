using System.Text.Json.Nodes;
using Gcd.Sandbox.Accounts;

namespace Gcd.Tests.Sandbox;

/// <summary>What the sandbox's awkward account must hold for formats to be tried with it.</summary>
public sealed class AwkwardContactsTests
{
    private static readonly IReadOnlyList<JsonObject> Contacts = AwkwardContacts.Create();

    [Fact]
    public void Each_contact_has_an_id_of_its_own() => Assert.Distinct(Contacts.Select(person => (string)person["resourceName"]!));

    [Fact]
    public void Contacts_are_in_every_label_but_one_and_in_one_that_is_gone()
    {
        var named = All("memberships").Select(entry => (string?)entry["contactGroupMembership"]?["contactGroupResourceName"]).OfType<string>().ToHashSet();
        var known = AwkwardContacts.Groups.Concat(AccountGroup.OfGoogle).Select(group => group.ResourceName).ToHashSet();

        Assert.Equal(["contactGroups/gone"], named.Except(known));
        Assert.Equal(["contactGroups/6d"], AwkwardContacts.Groups.Select(group => group.ResourceName).Except(named));
        Assert.Contains(AwkwardContacts.Groups, group => group.Name.Contains(',', StringComparison.Ordinal) && group.Name.Any(char.IsSurrogate));
    }

    [Fact]
    public void There_are_notes_of_5000_characters_and_more() =>
        Assert.Superset(new HashSet<int> { 5000, 200_000 }, All("biographies").Select(note => ((string)note["value"]!).Length).ToHashSet());

    [Theory]
    [InlineData(298, 5, 17)]
    [InlineData(2000, 2, 29)]
    [InlineData(0, 2, 29)]
    [InlineData(0, 12, 31)]
    [InlineData(1970, 0, 0)]
    [InlineData(1971, 5, 0)]
    public void There_is_a_birthday(int year, int month, int day) =>
        Assert.Contains(All("birthdays"), birthday => birthday["date"] is { } date && ((int?)date["year"] ?? 0, (int?)date["month"] ?? 0, (int?)date["day"] ?? 0) == (year, month, day));

    [Fact]
    public void Some_have_no_name_and_one_has_nothing()
    {
        Assert.Contains(Contacts, person => person["names"] is null && person["organizations"] is not null);
        Assert.Contains(Contacts, person => person["names"] is null && person["phoneNumbers"] is not null);
        Assert.Contains(Contacts, person => person.Select(member => member.Key).SequenceEqual(["resourceName", "etag", "metadata"]));
    }

    [Theory]
    [InlineData("addresses", 3)]
    [InlineData("events", 6)]
    [InlineData("relations", 3)]
    [InlineData("urls", 3)]
    [InlineData("organizations", 3)]
    [InlineData("phoneNumbers", 40)]
    [InlineData("emailAddresses", 40)]
    public void One_has_many_of_a_list(string list, int count) => Assert.Contains(Contacts, person => person[list]?.AsArray().Count >= count);

    private static IEnumerable<JsonNode> All(string list) => Contacts.SelectMany(person => person[list]?.AsArray() ?? []).Select(entry => entry!);
}

using Gcd.Infrastructure.Sync;
using Gcd.Sandbox;
using Gcd.Tests.Fixtures;
using static Gcd.Tests.Proxies.PublishedNginx;

namespace Gcd.Tests.Proxies;

/// <summary>deploy/nginx/gcd.conf in front of what is read again and again: the address book, and files that are compared.</summary>
public sealed class PublishedNginxDavTests
{
    private const string Book = "/dav/books/contacts/";
    private const int Many = 5000;

    [SkippableTheory]
    [InlineData("--http1.1")]
    [InlineData("--http2")]
    public async Task All_cards_can_be_asked_for_at_once_and_nothing_is_written_to_a_temporary_file(string version)
    {
        await using var world = await StartWorldAsync();
        await using var nginx = await StartAsync(world, ("crit;", "warn;"));
        var account = world.NewAccount(Many);
        var token = await world.SignInAsync(account);
        var (list, multiget, cards) = (Path.Combine(world.Folder, "list.xml"), Path.Combine(world.Folder, "multiget.xml"), Path.Combine(world.Folder, "cards.xml"));
        await File.WriteAllTextAsync(
            multiget,
            $"""<c:addressbook-multiget xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav"><d:prop><d:getetag/><c:address-data/></d:prop>{string.Concat(Enumerable.Range(0, Many).Select(index => $"<d:href>{Book}{account.NameOf(index)["people/".Length..]}.vcf</d:href>"))}</c:addressbook-multiget>""");
        string[] asPerson = [version, "-u", $"anybody:{token}"];

        var (_, listed, _) = await CurlAsync(world, nginx, Book, [.. asPerson, "-X", "PROPFIND", "-H", "Depth: 1", "-o", list]);
        var (_, read, errors) = await CurlAsync(world, nginx, Book, [.. asPerson, "-X", "REPORT", "--data-binary", $"@{multiget}", "--limit-rate", "3M", "-o", cards]);

        Assert.Equal("207", listed);
        Assert.Equal(Many + 1, Count(await File.ReadAllTextAsync(list), "<d:response>"));
        Assert.True(read == "207", $"{read} {errors}");
        Assert.Equal(Many, Count(await File.ReadAllTextAsync(cards), "END:VCARD"));
        Assert.False(nginx.HasTemporaryFiles);
        Assert.DoesNotContain("temporary file", ErrorLogsOf(world, nginx), StringComparison.Ordinal);

        // As clients do first: without the password, but with all of the body.
        var (_, refused, _) = await CurlAsync(world, nginx, Book, version, "-X", "REPORT", "--data-binary", $"@{multiget}", "-o", cards);
        Assert.Equal("401", refused);
    }

    [SkippableTheory]
    [InlineData("PUT", "403")]
    [InlineData("DELETE", "403")]
    [InlineData("PROPPATCH", "403")]
    [InlineData("OPTIONS", "204")]
    public async Task Each_method_of_CardDAV_is_answered_by_Gcd(string method, string status)
    {
        await using var world = await StartWorldAsync();
        await using var nginx = await StartAsync(world);
        var token = await world.SignInAsync(world.NewAccount());

        var (_, output, _) = await CurlAsync(world, nginx, Book, "-i", "-u", $"anybody:{token}", "-X", method, "--data-binary", "BEGIN:VCARD");

        Assert.EndsWith(status, output, StringComparison.Ordinal);
        Assert.Contains("\ndav: 1, 3, addressbook\r", output, StringComparison.OrdinalIgnoreCase);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_did_not_change_costs_one_call_and_moves_no_contact(bool asLink)
    {
        await using var world = await StartWorldAsync();
        await using var nginx = await StartAsync(world);
        var account = world.NewAccount(contacts: 2500);
        var token = await world.SignInAsync(account);
        var path = asLink ? await world.MakeLinkAsync(token, """{"format":"birthdays"}""") : "/download?format=json";
        var (tag, file) = (Path.Combine(world.Folder, "tag"), Path.Combine(world.Folder, "contacts"));
        string[] options = ["--etag-save", tag, "--etag-compare", tag, "-o", file, .. asLink ? Array.Empty<string>() : ["-H", $"Authorization: Bearer {token}"]];

        var (_, first, _) = await CurlAsync(world, nginx, path, options);
        Assert.Equal("200", first);
        var whole = await File.ReadAllTextAsync(file);
        world.Google.Requests.Reset();
        var (_, unchanged, _) = await CurlAsync(world, nginx, path, options);

        Assert.Equal("304", unchanged);
        Assert.Equal(whole, await File.ReadAllTextAsync(file));
        Assert.Equal(1, world.Google.Requests[GoogleOperation.Connections]);
        Assert.Equal(0, world.Google.Requests[GoogleOperation.ContactGroups]);

        account.Edit(0, person => person["names"]![0]!["displayName"] = "Edited");
        // Within half a minute, Gcd goes by what Google said last.
        world.Time.Shift += RecentChecks.Holds;
        var (_, changed, _) = await CurlAsync(world, nginx, path, options);
        Assert.Equal("200", changed);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}

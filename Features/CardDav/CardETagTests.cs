using System.Security.Cryptography;
using System.Text;
using Gcd.Infrastructure.Exports.Cards;
using Gcd.Sandbox.Accounts;

namespace Gcd.Features.CardDav;

public sealed class CardETagTests
{
    /// <summary>Of the cards of awkward contacts, among them the one with every field, in both versions of vCard.</summary>
    private const string Digest = "923c9ead4e4bf29cbc2d826fcfb70c8a475edc3e92b6851e9265da0841705add";

    private const byte VersionOfDigest = 1;

    [Fact]
    public void Cards_that_are_written_differently_have_other_entity_tags()
    {
        var people = AwkwardContacts.Create().Select(person => Encoding.UTF8.GetString(AwkwardContacts.Spoil(Encoding.UTF8.GetBytes(person.ToJsonString())))).ToList();
        var digest = Convert.ToHexStringLower(SHA256.HashData([.. CardsForTests.Write("vcard", people), .. CardsForTests.Write("vcard4", people)]));
        Assert.True(
            digest == Digest && CardETag.WriterVersion == VersionOfDigest,
            $"VCardWriter writes other cards than before. Clients fetch them only when entity tags change: raise CardETag.WriterVersion, then put it and {digest} here.");
    }
}

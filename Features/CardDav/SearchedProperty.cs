using System.Text;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Exports.Cards;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Features.CardDav;

/// <summary>A property of cards that a filter can look at, with the values that <see cref="VCardWriter"/> gives it.</summary>
internal sealed class SearchedProperty
{
    private static readonly Dictionary<string, SearchedProperty> All = new(StringComparer.OrdinalIgnoreCase)
    {
        // Every card has this one, also that of a contact without a name: tsdav lists an address book by asking what has it.
        ["FN"] = new(
            static found => found.Add(CardName.OrStandIn(CardName.Full(found.Context, found.Contact), found.Context, found.Contact)),
            PersonSchema.Names.Only("displayName", "unstructuredName", "honorificPrefix", "givenName", "middleName", "familyName", "honorificSuffix"),
            PersonSchema.Organizations.Only("name", "title"),
            PersonSchema.Nicknames.Only("value"),
            PersonSchema.EmailAddresses.Only("value"),
            PersonSchema.PhoneNumbers.Only("value"))
        { IsOnEveryCard = true },
        ["N"] = new(
            static found =>
            {
                var name = found.Contact.Names.Primary;
                if (name.FamilyName.IsEmpty && name.GivenName.IsEmpty && name.MiddleName.IsEmpty)
                {
                    found.Add(CardName.Full(found.Context, found.Contact));
                    return;
                }

                found.Add(name.FamilyName);
                found.Add(name.GivenName);
                found.Add(name.MiddleName);
                found.Add(name.HonorificPrefix);
                found.Add(name.HonorificSuffix);
            },
            PersonSchema.Names.Only("displayName", "unstructuredName", "honorificPrefix", "givenName", "middleName", "familyName", "honorificSuffix"))
        { IsOnEveryCard = true },
        ["UID"] = new(static found => found.Add(new CardIdentity(found.Context, found.Contact).Uid), PersonSchema.Sources.Only("type", "id")) { IsOnEveryCard = true },
        ["NICKNAME"] = new(
            static found =>
            {
                foreach (var nickname in found.Contact.Nicknames)
                {
                    found.Add(nickname.Value);
                }
            },
            PersonSchema.Nicknames.Only("value")),
        ["EMAIL"] = new(
            static found =>
            {
                foreach (var address in found.Contact.EmailAddresses)
                {
                    found.Add(address.Value);
                }
            },
            PersonSchema.EmailAddresses.Only("value")),
        ["TEL"] = new(
            static found =>
            {
                foreach (var number in found.Contact.PhoneNumbers)
                {
                    found.Add(number.Value);
                }
            },
            PersonSchema.PhoneNumbers.Only("value")),
        ["ORG"] = new(
            static found =>
            {
                foreach (var organization in found.Contact.Organizations)
                {
                    found.Add(organization.Name);
                    found.Add(organization.Department);
                }
            },
            PersonSchema.Organizations.Only("name", "department")),
        ["TITLE"] = new(
            static found =>
            {
                foreach (var organization in found.Contact.Organizations)
                {
                    found.Add(organization.Title);
                }
            },
            PersonSchema.Organizations.Only("title")),
        ["NOTE"] = new(
            static found =>
            {
                foreach (var note in found.Contact.Biographies)
                {
                    found.Add(note.Value);
                }
            },
            PersonSchema.Biographies.Only("value")),
    };

    private readonly Action<Values> collect;

    private SearchedProperty(Action<Values> collect, params PersonPart[] reads)
    {
        this.collect = collect;
        Reads = reads;
    }

    /// <summary>What must be read of a person to tell the values.</summary>
    public IReadOnlyList<PersonPart> Reads { get; }

    public bool IsOnEveryCard { get; private init; }

    public static SearchedProperty? Find(string name) => All.GetValueOrDefault(name);

    /// <summary>The values on the contact's card; none where the card does not have the property.</summary>
    public List<string> Of(ExportContext context, Contact contact)
    {
        var found = new Values(context, contact);
        collect(found);
        if (IsOnEveryCard && found.Texts.Count == 0)
        {
            found.Texts.Add(string.Empty);
        }

        return found.Texts;
    }

    private sealed record Values(ExportContext Context, Contact Contact)
    {
        public List<string> Texts { get; } = [];

        public void Add(TextRange range) => Add(Context.Text(Contact, range));

        public void Add(ReadOnlySpan<byte> text)
        {
            if (!text.IsEmpty)
            {
                Texts.Add(Encoding.UTF8.GetString(text));
            }
        }
    }
}

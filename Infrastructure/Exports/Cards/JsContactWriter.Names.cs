using Gcd.Infrastructure.Google.Contacts.Entries;

namespace Gcd.Infrastructure.Exports.Cards;

internal ref partial struct JsContactWriter
{
    private void WriteName()
    {
        var name = contact.Names.Primary;
        var full = CardName.Full(context, contact);
        if (contact.Names.Count == 0 || full.IsEmpty)
        {
            return;
        }

        json.Name("name"u8);
        json.Open('{');
        json.Name("full"u8);
        json.Text(full);
        WriteComponents(name);
        if (hasPhonetics)
        {
            // The standard wants the script said, and Google does not say it: Zyyy is one that nobody determined.
            json.Raw(",\"phoneticScript\":\"Zyyy\""u8);
        }

        var fileAs = contact.FileAses.Primary.Value;
        if (!fileAs.IsEmpty && FilesBySurname(name))
        {
            json.Name("sortAs"u8);
            json.Open('{');
            WriteMember("surname"u8, fileAs);
            json.Close('}');
        }

        json.Close('}');
    }

    // A part that is sorted by must be there.
    private static bool FilesBySurname(PersonName name) => !(name.FamilyName.IsEmpty && name.PhoneticFamilyName.IsEmpty);

    private void WriteComponents(PersonName name)
    {
        WriteComponent("{\"kind\":\"title\",\"value\":"u8, name.HonorificPrefix, name.PhoneticHonorificPrefix);
        WriteComponent("{\"kind\":\"given\",\"value\":"u8, name.GivenName, name.PhoneticGivenName);
        WriteComponent("{\"kind\":\"given2\",\"value\":"u8, name.MiddleName, name.PhoneticMiddleName);
        WriteComponent("{\"kind\":\"surname\",\"value\":"u8, name.FamilyName, name.PhoneticFamilyName);
        WriteComponent("{\"kind\":\"credential\",\"value\":"u8, name.HonorificSuffix, name.PhoneticHonorificSuffix);
        EndList();
    }

    private void WriteNicknames()
    {
        var number = 0;
        foreach (var nickname in contact.Nicknames)
        {
            if (!nickname.Value.IsEmpty)
            {
                Open("nicknames"u8, ++number);
                WriteMember("name"u8, nickname.Value);
                var type = Text(nickname.Type);
                if (!(type.IsEmpty || type.SequenceEqual("DEFAULT"u8) || type.SequenceEqual("ALTERNATE_NAME"u8)))
                {
                    WriteParameter("type"u8, type);
                }

                json.Close('}');
            }
        }

        EndMap();
    }

    private void WriteOrganizations()
    {
        var number = 0;
        foreach (var organization in contact.Organizations)
        {
            number++;
            if (HasOrganization(organization))
            {
                Open("organizations"u8, number);
                WriteMember("name"u8, organization.Name);
                if (!organization.Department.IsEmpty)
                {
                    json.Name("units"u8);
                    json.Open('[');
                    json.Open('{');
                    WriteMember("name"u8, organization.Department);
                    json.Close('}');
                    json.Close(']');
                }

                if (CardOrganization.HasDetails(organization, contact) || CardOrganization.ShowsCurrent(organization, contact))
                {
                    json.Name("vCardParams"u8);
                    json.Open('{');
                    json.Name("group"u8);
                    json.Text(Group("org"u8, number));
                    json.Close('}');
                }

                json.Close('}');
            }
        }

        EndMap();
    }

    private void WriteTitles()
    {
        var number = 0;
        var ofOrganization = 0;
        foreach (var organization in contact.Organizations)
        {
            ofOrganization++;
            WriteTitle(organization, organization.Title, "title"u8, ref number, ofOrganization);
            WriteTitle(organization, organization.JobDescription, "role"u8, ref number, ofOrganization);
        }

        EndMap();
    }

    private void WriteTitle(Organization organization, Google.Contacts.TextRange title, scoped ReadOnlySpan<byte> kind, ref int number, int ofOrganization)
    {
        if (title.IsEmpty)
        {
            return;
        }

        Open("titles"u8, ++number);
        WriteMember("name"u8, title);
        json.Name("kind"u8);
        json.Text(kind);
        if (HasOrganization(organization))
        {
            Span<byte> digits = stackalloc byte[11];
            System.Buffers.Text.Utf8Formatter.TryFormat(ofOrganization, digits, out var length);
            json.Name("organizationId"u8);
            json.Text(digits[..length]);
        }

        json.Close('}');
    }

    private void WritePronouns()
    {
        var pronouns = contact.Genders.Primary.AddressMeAs;
        if (!pronouns.IsEmpty)
        {
            json.Name("speakToAs"u8);
            json.Open('{');
            Open("pronouns"u8, 1);
            WriteMember("pronouns"u8, pronouns);
            json.Close('}');
            EndMap();
            json.Close('}');
        }
    }

    private void WriteComponent(scoped ReadOnlySpan<byte> start, Google.Contacts.TextRange value, Google.Contacts.TextRange phonetic)
    {
        if (value.IsEmpty && phonetic.IsEmpty)
        {
            return;
        }

        BeginList("components"u8);
        json.Begin(start);
        json.Text(Text(value));
        if (!phonetic.IsEmpty)
        {
            hasPhonetics = true;
            WriteMember("phonetic"u8, phonetic);
        }

        json.Close('}');
    }

    private static bool HasOrganization(Organization organization) => !(organization.Name.IsEmpty && organization.Department.IsEmpty);
}

using Gcd.Infrastructure.Google.Contacts.Entries;

namespace Gcd.Infrastructure.Exports.Cards;

internal ref partial struct VCardWriter
{
    private void WriteNames()
    {
        var name = contact.Names.Primary;
        var full = CardName.Full(context, contact);
        WriteStructuredName(name, full);
        lines.Begin("FN:"u8);
        lines.WriteText(CardName.OrStandIn(full, context, contact));
        lines.End();
        if (!IsFour)
        {
            WriteLine("SORT-STRING:"u8, contact.FileAses.Primary.Value);
        }

        WriteNicknames();
        WriteLine("X-PHONETIC-FIRST-NAME:"u8, name.PhoneticGivenName);
        WriteLine("X-PHONETIC-MIDDLE-NAME:"u8, name.PhoneticMiddleName);
        WriteLine("X-PHONETIC-LAST-NAME:"u8, name.PhoneticFamilyName);
        WriteLine("X-PHONETIC-PREFIX:"u8, name.PhoneticHonorificPrefix);
        WriteLine("X-PHONETIC-SUFFIX:"u8, name.PhoneticHonorificSuffix);
        WriteLine("X-PHONETIC-NAME:"u8, name.PhoneticFullName);
    }

    private void WriteStructuredName(PersonName name, scoped ReadOnlySpan<byte> full)
    {
        lines.Begin("N"u8);
        if (IsFour && contact.FileAses.Primary.Value is { IsEmpty: false } fileAs)
        {
            lines.Write(";SORT-AS="u8);
            lines.WriteParameter(Text(fileAs));
        }

        lines.Write(":"u8);
        lines.WriteComponent(Text(name.FamilyName));
        lines.Write(";"u8);

        // Apple shows N and not FN, so that a name without parts is one.
        var hasParts = !(name.FamilyName.IsEmpty && name.GivenName.IsEmpty && name.MiddleName.IsEmpty);
        lines.WriteComponent(hasParts ? Text(name.GivenName) : full);
        lines.Write(";"u8);
        lines.WriteComponent(Text(name.MiddleName));
        lines.Write(";"u8);
        lines.WriteComponent(hasParts ? Text(name.HonorificPrefix) : default);
        lines.Write(";"u8);
        lines.WriteComponent(hasParts ? Text(name.HonorificSuffix) : default);
        lines.End();
    }

    private void WriteNicknames()
    {
        foreach (var nickname in contact.Nicknames)
        {
            if (!nickname.Value.IsEmpty)
            {
                lines.Begin("NICKNAME"u8);
                WriteNicknameType(Text(nickname.Type));
                lines.Write(":"u8);
                lines.WriteText(Text(nickname.Value));
                lines.End();
            }
        }
    }

    // MAIDEN_NAME and the like, of which the standard knows nothing; the first two are what NICKNAME means.
    private void WriteNicknameType(scoped ReadOnlySpan<byte> type)
    {
        if (type.IsEmpty || type.SequenceEqual("DEFAULT"u8) || type.SequenceEqual("ALTERNATE_NAME"u8))
        {
            return;
        }

        lines.Write(";TYPE=x-"u8);
        foreach (var letter in type)
        {
            lines.Write([char.IsAsciiLetterOrDigit((char)letter) ? (byte)(letter | 0x20) : (byte)'-']);
        }
    }

    /// <summary>The primary one comes first: of several, most readers show the first alone.</summary>
    private void WriteOrganizations()
    {
        var organizations = contact.Organizations;
        var primary = organizations.IndexOfPrimary;
        if (primary < 0)
        {
            return;
        }

        WriteOrganization(organizations[primary], organizations.Count > 1);
        for (var i = 0; i < organizations.Count; i++)
        {
            if (i != primary)
            {
                WriteOrganization(organizations[i], isOneOfSeveral: true);
            }
        }
    }

    private void WriteOrganization(Organization organization, bool isOneOfSeveral)
    {
        var ofGroup = isOneOfSeveral || CardOrganization.HasDetails(organization, contact) ? ++groups : 0;
        if (!(organization.Name.IsEmpty && organization.Department.IsEmpty))
        {
            // The semicolon is there without a department too: ical.js splits a name alone at semicolons that are escaped.
            lines.Begin("ORG:"u8, ofGroup);
            lines.WriteComponent(Text(organization.Name));
            lines.Write(";"u8);
            lines.WriteComponent(Text(organization.Department));
            lines.End();
        }

        WriteLine("TITLE:"u8, organization.Title, ofGroup);
        WriteLine("ROLE:"u8, organization.JobDescription, ofGroup);
        WriteLine("X-PHONETIC-ORG:"u8, organization.PhoneticName, ofGroup);
        WriteLine("X-ORG-TYPE:"u8, CardOrganization.TypeOf(organization, contact), ofGroup);
        WriteLine("X-ORG-LOCATION:"u8, organization.Location, ofGroup);
        WriteLine("X-ORG-DOMAIN:"u8, organization.Domain, ofGroup);
        WriteLine("X-ORG-SYMBOL:"u8, organization.Symbol, ofGroup);
        WriteDateLine("X-ORG-START:"u8, organization.StartDate, ofGroup);
        WriteDateLine("X-ORG-END:"u8, organization.EndDate, ofGroup);
        if (CardOrganization.ShowsCurrent(organization, contact))
        {
            lines.Begin("X-ORG-CURRENT:TRUE"u8, ofGroup);
            lines.End();
        }
    }

    private void WriteGender()
    {
        var gender = contact.Genders.Primary;
        var value = Text(gender.Value);
        if (!value.IsEmpty)
        {
            lines.Begin(IsFour ? "GENDER:"u8 : "X-GENDER:"u8);
            if (!IsFour)
            {
                lines.WriteText(value);
            }
            else if (CardGender.LetterOf(value) is { IsEmpty: false } letter)
            {
                lines.Write(letter);
            }
            else
            {
                lines.Write(";"u8);
                lines.WriteComponent(value);
            }

            lines.End();
        }

        WriteLine(IsFour ? "PRONOUNS:"u8 : "X-PRONOUNS:"u8, gender.AddressMeAs);
    }
}

using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>How to reach the person.</summary>
internal ref partial struct VCardWriter
{
    private void WriteEmails()
    {
        var emails = contact.EmailAddresses;
        foreach (var email in emails)
        {
            if (!email.Value.IsEmpty)
            {
                Open("EMAIL"u8, email.Type, CardTypes.Emails, email.Primary && emails.Count > 1, needsGroup: !email.DisplayName.IsEmpty);
                lines.Write(":"u8);
                lines.WriteText(Text(email.Value));
                Close();
                WriteLine("X-DISPLAY-NAME:"u8, email.DisplayName, group);
            }
        }
    }

    private void WritePhones()
    {
        var phones = contact.PhoneNumbers;
        foreach (var phone in phones)
        {
            if (!phone.Value.IsEmpty)
            {
                // Text, as RFC 6350 has it unless told otherwise: readers drop a number that is an address (tel:).
                Open("TEL"u8, phone.Type, CardTypes.Phones, phone.Primary && phones.Count > 1);
                lines.Write(":"u8);
                lines.WriteText(Text(phone.Value));
                Close();
            }
        }
    }

    private void WriteAddresses()
    {
        var addresses = contact.Addresses;
        foreach (var address in addresses)
        {
            var hasCode = !address.CountryCode.IsEmpty;
            Open("ADR"u8, address.Type, CardTypes.Places, address.Primary && addresses.Count > 1, needsGroup: !IsFour && hasCode);
            if (IsFour)
            {
                WriteParameter(";CC="u8, address.CountryCode);
                WriteParameter(";LABEL="u8, address.FormattedValue);
            }

            // What has no parts is shown where a reader without LABEL looks.
            var hasParts = address.HasParts || !(address.PoBox.IsEmpty && address.ExtendedAddress.IsEmpty);
            ReadOnlySpan<TextRange> parts =
            [
                address.PoBox, address.ExtendedAddress, hasParts ? address.StreetAddress : address.FormattedValue, address.City, address.Region,
                address.PostalCode, address.Country,
            ];
            for (var i = 0; i < parts.Length; i++)
            {
                lines.Write(i == 0 ? ":"u8 : ";"u8);
                lines.WriteComponent(Text(parts[i]));
            }

            Close();
            if (!IsFour)
            {
                WriteLine("X-ABADR:"u8, address.CountryCode, group);
                WriteLabel(address);
            }
        }
    }

    private void WriteLabel(Google.Contacts.Entries.Address address)
    {
        if (!address.FormattedValue.IsEmpty)
        {
            lines.Begin("LABEL"u8, group);
            lines.Write(CardTypes.Places.Find(Text(address.Type), version, out _).Parameters(version));
            lines.Write(":"u8);
            lines.WriteText(Text(address.FormattedValue));
            lines.End();
        }
    }

    private void WriteUrls()
    {
        foreach (var url in contact.Urls)
        {
            WriteUri("URL"u8, url.Value, url.Type, CardTypes.Urls);
        }
    }

    private void WriteCalendarUrls()
    {
        foreach (var url in contact.CalendarUrls)
        {
            if (Text(url.Type).SequenceEqual("freeBusy"u8))
            {
                WriteUri("FBURL"u8, url.Url, default, CardTypes.Places);
            }
            else
            {
                WriteUri("CALURI"u8, url.Url, url.Type, CardTypes.Places);
            }
        }
    }

    private void WritePhotos()
    {
        foreach (var photo in contact.Photos)
        {
            if (!photo.Default)
            {
                WriteUri(IsFour ? "PHOTO"u8 : "PHOTO;VALUE=uri"u8, photo.Url, default, CardTypes.Places);
            }
        }
    }

    private void WriteImClients()
    {
        foreach (var client in contact.ImClients)
        {
            if (!client.Username.IsEmpty)
            {
                var protocol = Text(client.Protocol);
                var service = MessagingService.Find(protocol);
                Open("IMPP"u8, client.Type, CardTypes.Places);
                WriteService(service is null ? protocol : service.Name);
                lines.Write(":"u8);
                lines.Write(service is null ? "im:"u8 : service.Scheme);
                lines.WriteUserName(Text(client.Username));
                Close();
            }
        }
    }

    private void WriteService(scoped ReadOnlySpan<byte> name)
    {
        if (!name.IsEmpty)
        {
            lines.Write(";X-SERVICE-TYPE="u8);
            lines.WriteParameter(name);
        }
    }

    private void WriteSipAddresses()
    {
        foreach (var address in contact.SipAddresses)
        {
            if (!address.Value.IsEmpty)
            {
                Open("IMPP"u8, address.Type, CardTypes.Places);
                lines.Write(MessagingService.IsSip(Text(address.Value)) ? ":"u8 : ":sip:"u8);
                lines.WriteUri(Text(address.Value));
                Close();
            }
        }
    }

    private void WriteUri(scoped ReadOnlySpan<byte> name, TextRange value, TextRange type, CardTypes types)
    {
        if (!value.IsEmpty)
        {
            Open(name, type, types);
            lines.Write(":"u8);
            lines.WriteUri(Text(value));
            Close();
        }
    }

    private void WriteParameter(scoped ReadOnlySpan<byte> name, TextRange value)
    {
        if (!value.IsEmpty)
        {
            lines.Write(name);
            lines.WriteParameter(Text(value));
        }
    }
}

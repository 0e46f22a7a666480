namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>How to reach the person.</summary>
internal ref partial struct JsContactWriter
{
    private void WriteEmails()
    {
        var number = 0;
        var emails = contact.EmailAddresses;
        foreach (var email in emails)
        {
            if (!email.Value.IsEmpty)
            {
                Open("emails"u8, ++number);
                WriteMember("address"u8, email.Value);
                WriteType(email.Type, CardTypes.Emails);
                WritePreference(email.Primary && emails.Count > 1);
                if (!email.DisplayName.IsEmpty)
                {
                    WriteParameter("x-display-name"u8, Text(email.DisplayName));
                }

                json.Close('}');
            }
        }

        EndMap();
    }

    private void WritePhones()
    {
        var number = 0;
        var phones = contact.PhoneNumbers;
        foreach (var phone in phones)
        {
            if (!phone.Value.IsEmpty)
            {
                Open("phones"u8, ++number);
                WriteMember("number"u8, phone.Value);
                WriteType(phone.Type, CardTypes.Phones);
                WritePreference(phone.Primary && phones.Count > 1);
                json.Close('}');
            }
        }

        EndMap();
    }

    private void WriteOnlineServices()
    {
        var number = 0;
        foreach (var client in contact.ImClients)
        {
            if (!client.Username.IsEmpty)
            {
                Open("onlineServices"u8, ++number);
                WriteMember("user"u8, client.Username);
                WriteType(client.Type, CardTypes.Places);
                var protocol = Text(client.Protocol);
                if (!protocol.IsEmpty)
                {
                    json.Name("service"u8);
                    json.Text(MessagingService.Find(protocol) is { } service ? service.Name : protocol);
                }

                json.Close('}');
            }
        }

        foreach (var address in contact.SipAddresses)
        {
            if (!address.Value.IsEmpty)
            {
                Open("onlineServices"u8, ++number);
                WriteSip(Text(address.Value));
                WriteType(address.Type, CardTypes.Places);
                json.Close('}');
            }
        }

        EndMap();
    }

    private void WriteSip(scoped ReadOnlySpan<byte> address)
    {
        json.Name("uri"u8);
        if (MessagingService.IsSip(address))
        {
            json.Text(address);
        }
        else
        {
            var start = context.Scratch.Length;
            context.Scratch.Append("sip:"u8);
            context.Scratch.Append(address);
            json.Text(context.Scratch.From(start));
        }
    }

    private void WriteAddresses()
    {
        var number = 0;
        var addresses = contact.Addresses;
        foreach (var address in addresses)
        {
            Open("addresses"u8, ++number);
            WriteComponent("{\"kind\":\"postOfficeBox\",\"value\":"u8, address.PoBox, default);
            WriteComponent("{\"kind\":\"apartment\",\"value\":"u8, address.ExtendedAddress, default);
            WriteComponent("{\"kind\":\"name\",\"value\":"u8, address.StreetAddress, default);
            WriteComponent("{\"kind\":\"locality\",\"value\":"u8, address.City, default);
            WriteComponent("{\"kind\":\"region\",\"value\":"u8, address.Region, default);
            WriteComponent("{\"kind\":\"postcode\",\"value\":"u8, address.PostalCode, default);
            WriteComponent("{\"kind\":\"country\",\"value\":"u8, address.Country, default);
            EndList();
            WriteMember("countryCode"u8, address.CountryCode);
            WriteMember("full"u8, address.FormattedValue);
            WriteType(address.Type, CardTypes.Places);
            WritePreference(address.Primary && addresses.Count > 1);
            json.Close('}');
        }

        EndMap();
    }

    private void WriteLinks()
    {
        var number = 0;
        foreach (var url in contact.Urls)
        {
            if (!url.Value.IsEmpty)
            {
                Open("links"u8, ++number);
                WriteMember("uri"u8, url.Value);
                WriteType(url.Type, CardTypes.Urls);
                json.Close('}');
            }
        }

        EndMap();
    }

    private void WriteCalendars()
    {
        var number = 0;
        foreach (var url in contact.CalendarUrls)
        {
            if (!url.Url.IsEmpty)
            {
                var isFreeBusy = Text(url.Type).SequenceEqual("freeBusy"u8);
                Open("calendars"u8, ++number);
                WriteMember("uri"u8, url.Url);
                json.Raw(isFreeBusy ? ",\"kind\":\"freeBusy\""u8 : ",\"kind\":\"calendar\""u8);
                WriteType(isFreeBusy ? default : url.Type, CardTypes.Places);
                json.Close('}');
            }
        }

        EndMap();
    }

    private void WriteMedia()
    {
        var number = 0;
        foreach (var photo in contact.Photos)
        {
            if (!(photo.Default || photo.Url.IsEmpty))
            {
                Open("media"u8, ++number);
                json.Raw("\"kind\":\"photo\""u8);
                WriteMember("uri"u8, photo.Url);
                json.Close('}');
            }
        }

        EndMap();
    }
}

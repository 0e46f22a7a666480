using System.Buffers;
using System.Text.Json;

namespace Gcd.Benchmarks.Bare;

/// <summary>The benchmark's contacts as vCard 3.0. None of their lines is so long that it would have to be folded.</summary>
internal sealed class BareVCard : IBareFormat
{
    private const int RoomForACard = 4096;
    private readonly BareCard card = new();

    public string MediaType => "text/vcard; charset=utf-8";

    public void Begin(IBufferWriter<byte> output)
    {
    }

    public void Write(ref Utf8JsonReader reader, Span<byte> page, IBufferWriter<byte> output)
    {
        card.Read(ref reader, page);
        var lines = new BareLines(output.GetSpan(RoomForACard), page);
        WriteHead(ref lines);
        if (!card.Organization.Value.Equals(default))
        {
            lines.Add("ORG:"u8, card.Organization.Value);
            lines.Add(";\r\nTITLE:"u8, card.Organization.Second);
            lines.Add("\r\n"u8);
        }

        WriteWays(ref lines);
        WriteAddresses(ref lines);
        if (card.Birthday.Month > 0)
        {
            lines.Add(card.Birthday.Year == 0 ? "BDAY;X-APPLE-OMIT-YEAR=1604:"u8 : "BDAY:"u8);
            lines.Add(card.Birthday.Year == 0 ? card.Birthday with { Year = 1604 } : card.Birthday);
            lines.Add("\r\n"u8);
        }

        lines.Add("END:VCARD\r\n"u8);
        output.Advance(lines.Length);
    }

    public void End(IBufferWriter<byte> output)
    {
    }

    public void Dispose()
    {
    }

    private void WriteHead(ref BareLines lines)
    {
        lines.Add("BEGIN:VCARD\r\nVERSION:3.0\r\nUID:"u8, card.Id);
        // To the second: Google's fractions are left out.
        lines.Add("\r\nREV:"u8, card.Time.Start..(card.Time.Start.Value + 19));
        lines.Add("Z\r\nN:"u8, card.Name.Third);
        lines.Add(";"u8, card.Name.Second);
        lines.Add(";;;\r\nFN:"u8, card.Name.Value);
        lines.Add("\r\n"u8);
    }

    private void WriteWays(ref BareLines lines)
    {
        foreach (var email in card.Emails)
        {
            lines.Add(lines.IsType(email, "home"u8) ? "EMAIL;TYPE=INTERNET,HOME"u8 : "EMAIL;TYPE=INTERNET,WORK"u8);
            lines.Add(email.IsPrimary && card.Emails.Count > 1 ? ";TYPE=PREF:"u8 : ":"u8, email.Value);
            lines.Add("\r\n"u8);
        }

        foreach (var phone in card.Phones)
        {
            lines.Add(lines.IsType(phone, "mobile"u8) ? "TEL;TYPE=CELL"u8 : "TEL;TYPE=WORK,VOICE"u8);
            lines.Add(phone.IsPrimary && card.Phones.Count > 1 ? ";TYPE=PREF:"u8 : ":"u8, phone.Value);
            lines.Add("\r\n"u8);
        }
    }

    private void WriteAddresses(ref BareLines lines)
    {
        foreach (var address in card.Addresses)
        {
            lines.Add("ADR;TYPE=HOME:;;"u8, address.Value);
            lines.Add(";"u8, address.Second);
            lines.Add(";"u8, address.Third);
            lines.Add(";"u8, address.Code);
            lines.Add(";"u8, address.Country);
            lines.Add("\r\nLABEL;TYPE=HOME:"u8, address.Formatted);
            lines.Add("\r\n"u8);
        }
    }
}

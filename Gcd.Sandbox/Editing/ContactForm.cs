using System.Text.Json.Nodes;

namespace Gcd.Sandbox.Editing;

/// <summary>What can be changed of a contact by hand. What is missing stays as it is, what is empty is taken away.</summary>
internal sealed record ContactForm(string? Name, string? Phone, string? Birthday, string? With)
{
    /// <returns>The form, or what is wrong with it.</returns>
    public static (ContactForm? Form, string? Wrong) Read(IFormCollection form)
    {
        string? Field(string name) => form.TryGetValue(name, out var value) ? value.ToString().Trim() : null;

        return form.Keys.FirstOrDefault(key => key is not ("name" or "phone" or "birthday" or "with")) is { } unknown ? (null, $"There is no field {unknown}: name, phone, birthday, with.")
            : Field("birthday") is { Length: > 0 } birthday && BirthdayText.Parse(birthday) is null ? (null, "A birthday is YYYY-MM-DD, or --MM-DD without the year.")
            : (new ContactForm(Field("name"), Field("phone"), Field("birthday"), Field("with")), null);
    }

    /// <summary>Puts the fields into a person, but those that are as the page shows them: it shows less than a contact holds.</summary>
    public JsonObject Fill(JsonObject person)
    {
        if (IsNew(Name, ContactsPage.NameOf(person)))
        {
            Set(person, "names", Name!, NameOf);
        }

        if (IsNew(Birthday, BirthdayText.Of(person)))
        {
            Set(person, "birthdays", Birthday!, text => new JsonObject { ["date"] = BirthdayText.Parse(text) });
        }

        if (IsNew(Phone, ContactsPage.PhoneOf(person)))
        {
            SetPhone(person, Phone!);
        }

        return person;
    }

    // A browser takes line breaks out of what it shows in a field.
    private static bool IsNew(string? given, string shown) => given is not null && given != string.Concat(shown.Where(letter => letter is not ('\r' or '\n'))).Trim();

    private static void Set(JsonObject person, string list, string text, Func<string, JsonObject> entry)
    {
        person.Remove(list);
        if (text.Length > 0)
        {
            person[list] = new JsonArray(entry(text));
        }
    }

    /// <summary>Only the first number is shown, so only that is changed.</summary>
    private static void SetPhone(JsonObject person, string number)
    {
        var phones = (JsonArray)(person["phoneNumbers"] ??= new JsonArray());
        var first = phones.Count > 0 ? phones[0]!.AsObject() : new JsonObject { ["type"] = "mobile", ["formattedType"] = "Mobile" };
        phones.Remove(first);
        if (number.Length > 0)
        {
            // Google derives it from the number; it would be that of the old one.
            first.Remove("canonicalForm");
            first["value"] = number;
            phones.Insert(0, first);
        }
    }

    private static JsonObject NameOf(string text)
    {
        var name = new JsonObject { ["displayName"] = text, ["unstructuredName"] = text };
        var space = text.LastIndexOf(' ');
        name["givenName"] = space < 0 ? text : text[..space];
        if (space >= 0)
        {
            name["familyName"] = text[(space + 1)..];
        }

        name["displayNameLastFirst"] = space < 0 ? text : $"{text[(space + 1)..]}, {text[..space]}";
        return name;
    }
}

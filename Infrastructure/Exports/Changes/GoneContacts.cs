using System.Text;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Changes;

/// <summary>
/// Resource names of contacts that are gone, until the contacts that changed have been written; Google holds some ten thousand contacts a
/// person. Google tells of a merged contact twice: as deleted, and as an earlier name of the other one.
/// </summary>
internal sealed class GoneContacts
{
    // As they stand in the page: JSON with its escapes.
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    public void Add(Contact contact)
    {
        if (!contact.ResourceName.IsEmpty)
        {
            names.Add(Encoding.UTF8.GetString(contact.Raw(contact.ResourceName)));
        }

        AddPreviousNames(contact);
    }

    /// <summary>Those that the contact had before it was merged with another one.</summary>
    public void AddPreviousNames(Contact contact)
    {
        foreach (var name in contact.PreviousNames)
        {
            names.Add(Encoding.UTF8.GetString(name));
        }
    }

    /// <summary>The content of a JSON array.</summary>
    public void Write(ref Utf8Output output) => output.Write(Encoding.UTF8.GetBytes(string.Join(',', names.Select(name => $"\"{name}\""))));
}

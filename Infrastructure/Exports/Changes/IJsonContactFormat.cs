using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Changes;

/// <summary>A format that makes one JSON object of each contact, so that other JSON can hold them.</summary>
internal interface IJsonContactFormat
{
    /// <summary>Writes the object and nothing around it.</summary>
    void WriteObject(ExportContext context, Contact contact, ref Utf8Output output);
}

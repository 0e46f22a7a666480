using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Gcd.Infrastructure.Crypto;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Gcd.Infrastructure.Downloads;

/// <summary>
/// The parameter <c>page</c>, for a format whose files hold a part of the address book: Google's own page token with how far its page was
/// used, sealed for the person, the format and the filter. So nothing has to be kept here, and a part costs one or two small calls.
/// </summary>
internal sealed class DownloadPages(KeyRing keys, GcdSettings settings)
{
    // Google's page tokens have some hundred characters.
    private const int LongestText = 4096;

    /// <summary>Where the export begins; null when the text was not made here for this person and format.</summary>
    public ExportPlace? Read(StringValues page, ExportFormat format, ContactFilter filter, StoredUser user)
    {
        if (page is not [{ Length: > 0 } text])
        {
            return default(ExportPlace);
        }

        if (text.Length > LongestText || !Base64Url.IsValid(text)
            || keys.TryOpen(SealPurpose.DownloadPage, Base64Url.DecodeFromUtf8(Encoding.ASCII.GetBytes(text)), AssociatedData(format, filter, user), out var place) != SealStatus.Opened)
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(place!).Split(' ', 2);
        return new ExportPlace(parts[1].Length > 0 ? parts[1] : null, int.Parse(parts[0], CultureInfo.InvariantCulture));
    }

    /// <summary>The address of this request, but for its page.</summary>
    public string Address(HttpRequest request, ExportPlace place, ExportFormat format, ContactFilter filter, StoredUser user)
    {
        var text = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{place.Contacts} {place.PageToken}"));
        var page = Base64Url.EncodeToString(keys.Seal(SealPurpose.DownloadPage, text, AssociatedData(format, filter, user)));
        var parameters = request.Query.Where(parameter => !parameter.Key.Equals("page", StringComparison.OrdinalIgnoreCase)).SelectMany(parameter => parameter.Value.Select(value => KeyValuePair.Create(parameter.Key, value)));
        return QueryHelpers.AddQueryString($"{settings.PublicAddress}{request.Path}", parameters.Append(KeyValuePair.Create<string, string?>("page", page)));
    }

    // Google gives a page for the very parameters that its token came with, and a filter may add to them.
    private static byte[] AssociatedData(ExportFormat format, ContactFilter filter, StoredUser user) =>
        Encoding.UTF8.GetBytes(string.Join('\n', filter.Labels.Concat(filter.Has.Select(property => property.Name)).Concat(filter.Within).Prepend($"{user.GoogleSub} {format.Name}")));
}

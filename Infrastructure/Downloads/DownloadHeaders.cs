using System.Globalization;
using Gcd.Infrastructure.Exports;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Gcd.Infrastructure.Downloads;

/// <summary>The headers of a download that goes well.</summary>
internal static class DownloadHeaders
{
    private const int MostWords = 3;
    private const int LongestWord = 40;

    /// <param name="response">The reply, which has not started.</param>
    /// <param name="export">What its body is.</param>
    /// <param name="now">For the file's name.</param>
    /// <param name="announced">How many contacts Google announced, or null.</param>
    /// <param name="entityTag">By which a later download can be compared with this one, or null.</param>
    public static void Set(HttpResponse response, ExportRequest export, DateTimeOffset now, int? announced = null, string? entityTag = null)
    {
        response.ContentType = export.Format.MediaType;
        response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"{NameOf(export)}-{now:yyyy-MM-dd}.{export.Format.Extension}\"");
        SetValidator(response, entityTag);
        response.Headers.AcceptRanges = "none";
        // nginx would otherwise keep the whole download in a temporary file.
        response.Headers["X-Accel-Buffering"] = "no";
        if (announced is { } total)
        {
            response.Headers["Gcd-Contacts-Total"] = total.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The file that the caller has is what a download would give.</summary>
    public static void SetNotModified(HttpResponse response, string entityTag)
    {
        response.StatusCode = StatusCodes.Status304NotModified;
        SetValidator(response, entityTag);
    }

    // Each file has a tag of its own, in whatever coding it is sent, so the tag is a strong one.
    private static void SetValidator(HttpResponse response, string? entityTag)
    {
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        response.Headers.ETag = entityTag is null ? default : new StringValues(EntityTags.Quote(entityTag));
    }

    /// <summary>Says what is in the file, in letters that every system and header takes.</summary>
    private static string NameOf(ExportRequest export)
    {
        var words = export.Filter.Labels.Concat(export.Filter.Has.Select(property => property.Name)).Take(MostWords)
            .Select(word => string.Concat(word.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')).Trim('-'))
            .Where(word => word.Length is > 0 and <= LongestWord);
        return string.Join('-', words.Prepend(export.Format.FileName));
    }
}

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
        SetStream(response, export.Format.MediaType);
        response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"{NameOf(export)}-{now:yyyy-MM-dd}.{export.Format.Extension}\"");
        response.Headers.AcceptRanges = "none";
        response.Headers.ETag = Quoted(entityTag);
        if (announced is { } total)
        {
            response.Headers["Gcd-Contacts-Total"] = total.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The file that the caller has is what a download would give.</summary>
    public static void SetNotModified(HttpResponse response, string entityTag)
    {
        response.StatusCode = StatusCodes.Status304NotModified;
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        response.Headers.ETag = Quoted(entityTag);
    }

    /// <summary>What holds for whatever is streamed.</summary>
    public static void SetStream(HttpResponse response, string mediaType)
    {
        response.ContentType = mediaType;
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        // nginx would otherwise keep the whole reply in a temporary file.
        response.Headers["X-Accel-Buffering"] = "no";
    }

    // Each file has a tag of its own, in whatever coding it is sent, so the tag is a strong one.
    private static StringValues Quoted(string? entityTag) => entityTag is null ? default : new StringValues(EntityTags.Quote(entityTag));

    /// <summary>Says what is in the file, in letters that every system and header takes.</summary>
    private static string NameOf(ExportRequest export)
    {
        var words = export.Filter.Labels.Concat(export.Filter.Has.Select(property => property.Name)).Take(MostWords)
            .Select(word => string.Concat(word.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')).Trim('-'))
            .Where(word => word.Length is > 0 and <= LongestWord);
        return string.Join('-', words.Prepend(export.Format.FileName));
    }
}

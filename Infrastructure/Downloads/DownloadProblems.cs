using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Http;

namespace Gcd.Infrastructure.Downloads;

internal static class DownloadProblems
{
    // A problem is read by people; /labels has the rest.
    private const int MostLabels = 50;

    /// <summary>Over HTTP/1.0 the end of the connection is the end of the body, so a broken download would look whole.</summary>
    public static readonly Problem Http10 = new(
        StatusCodes.Status505HttpVersionNotsupported,
        "http-1.0",
        "HTTP version not supported: downloads need HTTP/1.1 or later",
        "Over HTTP/1.0, a download that breaks off looks like a complete one.",
        "Use HTTP/1.1 or later. For the operator, behind nginx: proxy_http_version 1.1; proxy_buffering off;");

    public static Problem UnknownFormat(string given) => UnknownFormat(given, ExportFormats.All);

    /// <param name="given">What was asked for.</param>
    /// <param name="formats">Those that there are, the default first.</param>
    public static Problem UnknownFormat(string given, IReadOnlyList<ExportFormat> formats) =>
        new(
            StatusCodes.Status400BadRequest,
            "invalid-format",
            $"Invalid format: '{Shorten(given)}'",
            $"The format parameter must be one of: {string.Join(", ", formats.Select(format => format.Name))}.",
            $"Use one of these; the default is {formats[0].Name}. {string.Join(' ', formats.Select(format => $"{format.Name}: {format.Description}"))}");

    public static Problem UnknownProperty(string given) => new(
        StatusCodes.Status400BadRequest,
        "invalid-has",
        $"Invalid value of has: '{Shorten(given)}'",
        $"The parameter has must be one of: {string.Join(", ", ContactProperty.All.Select(property => property.Name))}.",
        "Use has=phone for contacts with a phone number, for example; given several times, contacts must have all of them.");

    public static Problem UnknownLabel(UnknownLabelException unknown) => new(
        StatusCodes.Status400BadRequest,
        "unknown-label",
        $"There is no label '{Shorten(unknown.Label)}'",
        $"Your labels are: {string.Join(", ", unknown.Known.Take(MostLabels))}{(unknown.Known.Count > MostLabels ? ", and more" : "")}.",
        "Use one of these names in any case, or a resource name from GET /labels.");

    /// <summary>RFC 6750, 3.1, insufficient_scope: the token opens something, but not this.</summary>
    public static Problem NotAllowed(string what, string allowed) => new(
        StatusCodes.Status403Forbidden,
        "not-allowed-for-this-token",
        $"This token does not open {what}",
        $"It was made with limits. It opens: {allowed}.",
        "Ask for what it opens, or use another token. Whoever owns the contacts can make one at /account, or with POST /tokens.");

    /// <summary>The same whether the person has the label or not: a token with limits need not know.</summary>
    public static Problem NotAllowed(UnknownLabelException label) =>
        NotAllowed($"the label '{Shorten(label.Label)}'", string.Join(", ", label.Known.Take(MostLabels).DefaultIfEmpty("labels that are no longer there")));

    public static Problem FieldNotRead(string field) => new(
        StatusCodes.Status400BadRequest,
        "field-not-read",
        $"This service does not read {field}, so it cannot filter by it",
        "PERSON_FIELDS limits what the service asks of Google.",
        $"Leave the parameter out. For the operator: add {field} to PERSON_FIELDS, or leave it unset to allow everything.")
    {
        ResolvedBy = ResolvedBy.Operator,
    };

    public static Problem MetadataNotRead => new(
        StatusCodes.Status503ServiceUnavailable,
        "metadata-not-read",
        "This service cannot tell what changed",
        "Only the field metadata says that a contact was changed or deleted, and PERSON_FIELDS leaves it out.",
        "Use /download. For the operator: add metadata to PERSON_FIELDS, or leave it unset to allow everything.")
    {
        ResolvedBy = ResolvedBy.Operator,
    };

    public static Problem InvalidPage => new(
        StatusCodes.Status400BadRequest,
        "invalid-page",
        "The page is none of this list",
        "The parameter page comes from the address that a file in parts gives for its next one; it was changed, is too old, or belongs to another format.",
        "Begin again without the parameter page.");

    public static Problem TooManyOfPerson(int most) => new(
        StatusCodes.Status429TooManyRequests,
        "too-many-downloads",
        "Too many downloads at once with your tokens",
        $"One person can run at most {most} downloads at once, and that many are running.",
        "Wait until one of them has finished, then try again; have your programs download one after the other. The operator can raise LIMIT_DOWNLOADS_PER_USER.")
    {
        RetryAfter = SomeSeconds(),
    };

    public static Problem Stalled(TimeSpan wait) => new(
        StatusCodes.Status429TooManyRequests,
        "stalled-downloads",
        "Your last downloads were broken off because nothing was read",
        "A download that nobody reads takes a place from others, so after two of them you have to pause.",
        "Wait as long as Retry-After says, then try again; read the reply as it comes, without a pause of a minute.")
    {
        RetryAfter = wait,
    };

    public static Problem Busy => new(
        StatusCodes.Status503ServiceUnavailable,
        "busy",
        "The service is busy: too many downloads are running",
        "Each download needs some memory, so their number is limited.",
        "Try again after the number of seconds in Retry-After. The operator can raise LIMIT_DOWNLOADS.")
    {
        RetryAfter = SomeSeconds(),
    };

    public static Problem OutOfMemory => Busy with
    {
        Detail = "Other downloads hold all the memory that the service may use for contacts.",
        Solution = "Try again after the seconds in Retry-After. The operator can raise DOWNLOAD_MEMORY_MB, or set a smaller PAGE_SIZE.",
    };

    // Most downloads end in seconds. By chance, so that those who were refused together do not come back together.
    private static TimeSpan SomeSeconds() => TimeSpan.FromSeconds(Random.Shared.Next(5, 16));

    private static string Shorten(string given) => given.Length <= 40 ? given : string.Concat(given.AsSpan(0, 40), "...");
}

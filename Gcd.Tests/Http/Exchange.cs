using System.Globalization;

namespace Gcd.Tests.Http;

/// <summary>One row of <see cref="HttpContract"/>: what is sent, and every header of the reply that the contract fixes. What a row leaves null must not be in the reply.</summary>
internal sealed record Exchange(string Method, string Path, int Status)
{
    public const string Json = "application/json; charset=utf-8";
    public const string Html = "text/html; charset=utf-8";
    public const string Problem = "application/problem+json";

    /// <summary>The header's value; null sends none.</summary>
    public string? Accept { get; init; }

    public string? AcceptEncoding { get; init; }

    /// <summary>The header's value, in which {token}, {unknown} and {revoked} stand for such tokens; null sends none.</summary>
    public string? Authorization { get; init; }

    /// <summary>The form fields of a POST; null sends no body.</summary>
    public string? Form { get; init; }

    public string? ContentType { get; init; }

    public string? Vary { get; init; }

    public string? AcceptRanges { get; init; }

    public string? Allow { get; init; }

    public string? Challenge { get; init; }

    public string? CacheControl { get; init; } = "no-store";

    /// <summary>A pattern.</summary>
    public string? Disposition { get; init; }

    public string? ContentEncoding { get; init; }

    /// <summary>What the problem's <c>type</c> ends in.</summary>
    public string? Code { get; init; }

    /// <summary>Whether GET tells its length beforehand; a download does not.</summary>
    public bool HasLength { get; init; } = true;

    /// <summary>Whether HEAD knows the length too; not where it would have to ask Google.</summary>
    public bool HeadHasLength { get; init; } = true;

    /// <summary>Whether the length changes from one request to the next, so that HEAD and GET are not compared by it.</summary>
    public bool IsLengthSteady { get; init; } = true;

    /// <summary>The row's name in the list of tests.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Method} {Path}{Part("Accept", Accept)}{Part("Accept-Encoding", AcceptEncoding)}{Part("Authorization", Authorization)}{Part("form", Form)} -> {Status}");

    private static string Part(string name, string? value) => value is null ? string.Empty : $" [{name}: {value}]";
}

using System.Globalization;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Account;

/// <summary>A token, a link or a browser in the words of the page.</summary>
/// <param name="Id">Its public name.</param>
/// <param name="Title">What the person called it; null if nobody said.</param>
/// <param name="Opens">The formats that it opens; empty for a browser.</param>
/// <param name="Labels">The names of the labels that it opens, which may say anything; none if it opens all.</param>
/// <param name="About">What else narrows it, and its life.</param>
/// <param name="IsSession">Whether it is a browser.</param>
/// <param name="IsCurrent">Whether it is the browser that shows the page.</param>
public sealed record AccountRow(string Id, string? Title, string Opens, IReadOnlyList<string> Labels, string About, bool IsSession, bool IsCurrent)
{
    internal static AccountRow For(StoredToken token, ContactGroups? labels, string current)
    {
        var isSession = token.Kind == TokenKind.Session;
        var life = $"Made {Day(token.CreatedAt)}; {(token.LastUsedAt is { } used ? $"last used {Day(used)}" : "not used yet")}{(token.ExpiresAt is { } end ? $"; ends {Day(end)}" : "")}.";
        if (isSession)
        {
            return new AccountRow(token.Id(), token.Name, "", [], life, isSession, token.Hash == current);
        }

        var rights = TokenRights.Parse(token.Rights);
        var formats = rights.Formats.Count == 0 ? "All formats" : string.Join(", ", rights.Formats);
        var has = rights.Has.Count == 0 ? "" : $", with {string.Join(" and ", rights.Has.Select(Words))}";
        return new AccountRow(token.Id(), token.Name, formats, [.. rights.Labels.Select(label => NameOf(label, labels))], $"{has}. {life}", isSession, IsCurrent: false);
    }

    /// <summary>A property in the words of the page.</summary>
    internal static string Words(string property) => property switch
    {
        "phone" => "a phone number",
        "email" => "an email address",
        "address" => "a postal address",
        _ => $"a {property}",
    };

    private static string NameOf(string resourceName, ContactGroups? labels) =>
        labels is null ? resourceName : labels.All.FirstOrDefault(label => label.ResourceName == resourceName)?.Name ?? "a label that is gone";

    private static string Day(DateTimeOffset time) => time.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}

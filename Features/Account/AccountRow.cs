using System.Globalization;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Account;

/// <summary>A token, a link or a browser in the words of the page.</summary>
/// <param name="Id">Its public name.</param>
/// <param name="Title">What the person called it; null if nobody said.</param>
/// <param name="About">What it opens, and its life.</param>
/// <param name="IsSession">Whether it is a browser.</param>
/// <param name="IsCurrent">Whether it is the browser that shows the page.</param>
public sealed record AccountRow(string Id, string? Title, string About, bool IsSession, bool IsCurrent)
{
    internal static AccountRow For(StoredToken token, ContactGroups? labels, string current)
    {
        var isSession = token.Kind == TokenKind.Session;
        var life = $"Made {Day(token.CreatedAt)}; {(token.LastUsedAt is { } used ? $"last used {Day(used)}" : "not used yet")}{(token.ExpiresAt is { } end ? $"; ends {Day(end)}" : "")}.";
        return new AccountRow(token.Id(), token.Name, isSession ? life : $"{Opens(TokenRights.Parse(token.Rights), labels)}. {life}", isSession, token.Hash == current);
    }

    /// <summary>A property in the words of the page.</summary>
    internal static string Words(string property) => property switch
    {
        "phone" => "a phone number",
        "email" => "an email address",
        "address" => "a postal address",
        _ => $"a {property}",
    };

    private static string Opens(TokenRights rights, ContactGroups? labels)
    {
        var formats = rights.Formats.Count == 0 ? "All formats" : string.Join(", ", rights.Formats);
        var labelled = rights.Labels.Count == 0 ? "" : $", labelled {string.Join(" or ", rights.Labels.Select(label => NameOf(label, labels)))}";
        var has = rights.Has.Count == 0 ? "" : $", with {string.Join(" and ", rights.Has.Select(Words))}";
        return formats + labelled + has;
    }

    private static string NameOf(string resourceName, ContactGroups? labels) =>
        labels is null ? resourceName : labels.All.FirstOrDefault(label => label.ResourceName == resourceName)?.Name ?? "a label that is gone";

    private static string Day(DateTimeOffset time) => time.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}

using Gcd.Infrastructure.Downloads;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Issuing;

/// <summary>Makes the tokens and links that people ask for.</summary>
internal sealed class TokenIssuer(AccessTokens tokens, ITokenStore store, Labels labels, GcdSettings settings)
{
    /// <summary>How many of each kind one person may have. Sign-ins go on making tokens.</summary>
    public const int Most = 50;

    // .NET's dates end in the year 9999.
    private const int MostDays = 1_000_000;

    /// <summary>Why it cannot be made, as far as that can be told without asking Google; null when it can.</summary>
    public Problem? Check(WantedToken wanted)
    {
        if (TokenName.Clean(wanted.Name) is { } name && !TokenName.IsGood(name))
        {
            return IssueProblems.BadName;
        }

        var longest = settings.AccessTokenLife.Max is { } max ? (int)max.TotalDays : (int?)null;
        if (wanted.ExpiresInDays is { } days && (days < 1 || days > (longest ?? MostDays)))
        {
            return IssueProblems.BadLife(longest);
        }

        return wanted.Kind == TokenKind.Link && wanted.Formats.Count != 1 ? IssueProblems.OneFormat
            : wanted.Formats.FirstOrDefault(format => ExportFormats.Find(format) is null) is { } noFormat ? DownloadProblems.UnknownFormat(noFormat)
            : wanted.Has.FirstOrDefault(property => ContactProperty.Find(property) is null) is { } noProperty ? DownloadProblems.UnknownProperty(noProperty)
            : FieldNotRead(wanted);
    }

    /// <summary>Makes it and stores it.</summary>
    /// <exception cref="GoogleFaultException">The person's labels cannot be had, which are needed for their resource names.</exception>
    public async Task<IssuedToken> IssueAsync(StoredUser user, WantedToken wanted, CancellationToken ct)
    {
        if (Check(wanted) is { } problem)
        {
            return new IssuedToken.Refused(problem);
        }

        TokenRights rights;
        try
        {
            rights = await RightsAsync(user, wanted, ct);
        }
        catch (UnknownLabelException unknown)
        {
            return new IssuedToken.Refused(DownloadProblems.UnknownLabel(unknown));
        }

        var (token, row) = tokens.Create(user.GoogleSub, user.Email, New(wanted, rights));
        return await store.AddTokenAsync(user.GoogleSub, row, Most, ct) switch
        {
            AddedToken.Added => new IssuedToken.Done(token, row),
            AddedToken.TooMany => new IssuedToken.Refused(IssueProblems.TooMany(wanted.Kind == TokenKind.Link ? "links" : "tokens", Most)),
            _ => new IssuedToken.Refused(IssueProblems.UserGone),
        };
    }

    /// <summary>What the rights are by the names that rows keep.</summary>
    /// <exception cref="GoogleFaultException">The person's labels cannot be had.</exception>
    /// <exception cref="UnknownLabelException">The person has no such label.</exception>
    public async Task<TokenRights> RightsAsync(StoredUser user, WantedToken wanted, CancellationToken ct)
    {
        var groups = wanted.Labels.Count > 0 ? new ContactFilter(wanted.Labels, []).With(await labels.ReadAsync(user, ct)).Groups : [];
        return new TokenRights
        {
            Formats = [.. wanted.Formats.Select(ExportFormats.Find).OfType<ExportFormat>().Select(format => format.Name).Distinct()],
            Labels = [.. groups.Select(group => group.ResourceName).Distinct()],
            Has = [.. wanted.Has.Select(ContactProperty.Find).OfType<ContactProperty>().Select(property => property.Name).Distinct()],
        };
    }

    /// <summary>The same as a new row needs it.</summary>
    public static NewToken New(WantedToken wanted, TokenRights rights) => new()
    {
        Kind = wanted.Kind,
        Name = TokenName.Clean(wanted.Name),
        Rights = rights,
        Life = wanted.ExpiresInDays is { } days ? TimeSpan.FromDays(days) : null,
    };

    /// <summary>A filter by what this service does not ask of Google would open nothing, or everything.</summary>
    private Problem? FieldNotRead(WantedToken wanted)
    {
        var filter = new ContactFilter(wanted.Labels, [.. wanted.Has.Select(ContactProperty.Find).OfType<ContactProperty>()]);
        return settings.PersonFields is { } fields && filter.Reads.FirstOrDefault(part => !fields.Contains(part.Field.Name)) is { } notRead
            ? DownloadProblems.FieldNotRead(notRead.Field.Name)
            : null;
    }
}

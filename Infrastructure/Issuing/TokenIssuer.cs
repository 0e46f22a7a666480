using Gcd.Infrastructure.Downloads;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Issuing;

/// <summary>Makes the tokens and links that people ask for.</summary>
internal sealed class TokenIssuer(AccessTokens tokens, ITokenStore store, Labels labels, GcdSettings settings, TimeProvider time)
{
    /// <summary>How many of each kind one person may have. Sign-ins go on making tokens.</summary>
    public const int Most = 50;

    // .NET's dates end in the year 9999.
    private const int MostDays = 1_000_000;

    /// <summary>Why it cannot be made, as far as that can be told without asking Google; null when it can.</summary>
    /// <param name="wanted">What is asked for.</param>
    /// <param name="notAfter">The end of the token that asks; null where a person does.</param>
    public Problem? Check(WantedToken wanted, DateTimeOffset? notAfter = null)
    {
        if (TokenName.Clean(wanted.Name) is { } name && !TokenName.IsGood(name))
        {
            return IssueProblems.BadName;
        }

        TimeSpan?[] longest = [settings.AccessTokenLife.Max, notAfter - time.GetUtcNow()];
        // A day that has begun counts: the end itself is the token's, to the second.
        var most = longest.Min() is { } least ? (int)Math.Ceiling(least.TotalDays) : (int?)null;
        if (wanted.ExpiresInDays is { } days && (days < 1 || days > (most ?? MostDays)))
        {
            return IssueProblems.BadLife(most);
        }

        return wanted.Kind == TokenKind.Link && wanted.Formats.Count != 1 ? IssueProblems.OneFormat
            : wanted.Formats.FirstOrDefault(format => ExportFormats.Find(format) is null) is { } noFormat ? DownloadProblems.UnknownFormat(noFormat)
            : wanted.Has.FirstOrDefault(property => ContactProperty.Find(property) is null) is { } noProperty ? DownloadProblems.UnknownProperty(noProperty)
            : FieldNotRead(wanted);
    }

    /// <summary>Makes it and stores it.</summary>
    /// <param name="current">What asks for it.</param>
    /// <param name="wanted">What is asked for.</param>
    /// <param name="ct">Stops the work before it is stored.</param>
    /// <exception cref="GoogleFaultException">The person's labels cannot be had, which are needed for their resource names.</exception>
    public async Task<IssuedToken> IssueAsync(TokenWithUser current, WantedToken wanted, CancellationToken ct)
    {
        var user = current.User;
        // A token that was given for a day must not be worth a year. A session is the person.
        var notAfter = current.Token.Kind == TokenKind.Session ? null : current.Token.ExpiresAt;
        if (Check(wanted, notAfter) is { } problem)
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

        var (token, row) = tokens.Create(user.GoogleSub, user.Email, New(wanted, rights) with { NotAfter = notAfter });
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
            // What is not found must not vanish: an empty list means no limit.
            Formats = [.. wanted.Formats.Select(name => (ExportFormats.Find(name) ?? throw NotChecked(name)).Name).Distinct()],
            Labels = [.. groups.Select(group => group.ResourceName).Distinct()],
            Has = [.. wanted.Has.Select(name => (ContactProperty.Find(name) ?? throw NotChecked(name)).Name).Distinct()],
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

    private static InvalidOperationException NotChecked(string name) => new($"'{name}' was not checked.");

    /// <summary>A filter by what this service does not ask of Google would open nothing, or everything.</summary>
    private Problem? FieldNotRead(WantedToken wanted)
    {
        var filter = new ContactFilter(wanted.Labels, [.. wanted.Has.Select(ContactProperty.Find).OfType<ContactProperty>()]);
        return settings.PersonFields is { } fields && filter.Reads.FirstOrDefault(part => !fields.Contains(part.Field.Name)) is { } notRead
            ? DownloadProblems.FieldNotRead(notRead.Field.Name)
            : null;
    }
}

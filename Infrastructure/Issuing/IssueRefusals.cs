using Gcd.Infrastructure.Downloads;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Http;

namespace Gcd.Infrastructure.Issuing;

/// <summary>Why a token or link may not be made, for the document.</summary>
internal static class IssueRefusals
{
    /// <summary>What can be told before anything is asked of Google.</summary>
    public static readonly IReadOnlyList<Problem> BeforeAsking =
    [
        IssueProblems.BadName,
        IssueProblems.BadLife(mostDays: 365),
        DownloadProblems.UnknownFormat("pdf"),
        DownloadProblems.UnknownProperty("fax"),
        DownloadProblems.FieldNotRead("memberships"),
    ];

    public static readonly Problem NoLabel = DownloadProblems.UnknownLabel(new UnknownLabelException("Famliy", ["myContacts", "starred", "Family"]));

    public static readonly IReadOnlyList<Problem> OfTokens =
    [
        .. BeforeAsking,
        NoLabel,
        IssueProblems.TooMany("tokens", TokenIssuer.Most),
        IssueProblems.Limited,
        IssueProblems.UserGone,
    ];
}

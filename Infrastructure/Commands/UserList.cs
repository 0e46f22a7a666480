using System.Globalization;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Commands;

/// <summary>Tells the operator who uses the service: addresses, counts and dates; never contacts or secrets.</summary>
internal static class UserList
{
    private const int BatchSize = 500;

    /// <returns>The last line.</returns>
    public static async Task<string> RunAsync(StoreHandle opened, ReportProgress report, CancellationToken ct)
    {
        await report("user hash         google access  tokens  links  browsers  since       last used   address");
        var count = 0L;
        await foreach (var users in StoreBatches.ReadAsync(opened.Rows.ReadUsersAsync, user => user.Email, BatchSize, ct))
        {
            foreach (var user in users)
            {
                ct.ThrowIfCancellationRequested();
                await report(Line(user, await opened.Store.ReadTokensAsync(user.GoogleSub, ct)));
                count++;
            }
        }

        return $"{Plural.Of(count, "user")}.";
    }

    private static string Line(StoredUser user, IReadOnlyList<StoredToken> tokens)
    {
        int Count(TokenKind kind) => tokens.Count(token => token.Kind.AsSent() == kind);
        var access = user.State == GrantState.Active ? "active" : "needs_sign_in";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{user.UserHash}  {access,-13}  {Count(TokenKind.Access),6}  {Count(TokenKind.Link),5}  {Count(TokenKind.Session),8}  {user.CreatedAt:yyyy-MM-dd}  {tokens.Max(token => token.LastUsedAt)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "never",-10}  {user.Email}");
    }
}

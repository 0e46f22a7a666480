using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Exports;

/// <summary>Asks Google for a person's labels; nothing of them is kept.</summary>
internal sealed class Labels(PeopleClient people, GoogleAccessTokens accessTokens, GoogleRetry retry, GoogleMetrics metrics)
{
    // Google allows 10,000 groups a person; a page holds a thousand.
    private const int MostPages = 20;

    /// <exception cref="GoogleFaultException">They cannot be had.</exception>
    public Task<ContactGroups> ReadAsync(StoredUser user, CancellationToken ct) => ReadAsync(new PersonCalls(accessTokens, retry, metrics, user), ct);

    /// <exception cref="GoogleFaultException">They cannot be had.</exception>
    public async Task<ContactGroups> ReadAsync(PersonCalls calls, CancellationToken ct)
    {
        var groups = new List<ContactGroup>();
        string? next = null;
        for (var pages = 0; pages < MostPages; pages++)
        {
            var page = await calls.ExecuteAsync(GoogleCall.ContactGroups, (token, tryCt) => people.GetContactGroupsAsync(token, next, tryCt), ct);
            groups.AddRange(page.Groups);
            next = page.NextPageToken;
            if (next is null)
            {
                return new ContactGroups(groups);
            }
        }

        throw new GoogleFaultException(GoogleFaultKind.Malformed, "The list of labels does not end.");
    }
}

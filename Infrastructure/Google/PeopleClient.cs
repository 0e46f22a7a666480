using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Memory;
using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Google;

/// <summary>
/// Google's <c>people.connections.list</c>, <c>people.getBatchGet</c> and <c>contactGroups.list</c>, one page and one try a call. It stands in for the generated package
/// Google.Apis.PeopleService.v1 and holds nothing but the request and the meaning of its refusals.
/// </summary>
internal sealed class PeopleClient(SharedGoogleHttp http, GcdSettings settings, DownloadMemory memory, TimeProvider time)
{
    /// <summary>How many people Google gives at once by name.</summary>
    public const int LargestBatch = 200;

    private const string ContactGroups =
        "contactGroups?pageSize=1000&groupFields=name,groupType,memberCount&prettyPrint=false&fields=contactGroups(resourceName,name,groupType,memberCount),nextPageToken";

    private readonly HttpClient client = http.CreatePlainClient();

    // A contact of the fields asked for is rarely above half a KiB.
    private readonly int likelyPage = settings.PageSize * 500;
    private readonly string root = $"{settings.Google.People.AbsoluteUri.TrimEnd('/')}/v1/";

    /// <summary>Receives one page whole.</summary>
    /// <param name="accessToken">Google's access token of the person.</param>
    /// <param name="query">What is asked of each person.</param>
    /// <param name="pageToken">Null for the first page. Every later page repeats all parameters of the first.</param>
    /// <param name="large">Memory for a large page, where it was waited for; it is disposed of with the page.</param>
    /// <param name="ct">Ends the request.</param>
    /// <exception cref="GoogleFaultException">No page came.</exception>
    /// <exception cref="DownloadMemoryException">The page is large, and there is no memory for it now.</exception>
    public async Task<PageBuffer> GetConnectionsAsync(string accessToken, PersonQuery query, string? pageToken, LargeBuffer? large, CancellationToken ct)
    {
        try
        {
            return await GetPageAsync(accessToken, query, pageToken, large, ct);
        }
        catch (GoogleFaultException refused) when (refused is { Kind: GoogleFaultKind.Refused, Status: HttpStatusCode.BadRequest } && query.SyncToken is not null)
        {
            // A token that Google does not know is refused without the reason that an old one has; the rest of the request went well before.
            throw new GoogleFaultException(GoogleFaultKind.SyncTokenExpired, refused.Message, refused);
        }
    }

    private Task<PageBuffer> GetPageAsync(string accessToken, PersonQuery query, string? pageToken, LargeBuffer? large, CancellationToken ct) =>
        GetAsync(accessToken, $"people/me/connections?pageSize={Number(query.PageSize ?? settings.PageSize)}&prettyPrint=false&{query.Parameters}{Sync(query)}", pageToken, large, ct);

    /// <summary>Receives people by their resource names (people.getBatchGet), in any order; those that are not there are told apart.</summary>
    /// <param name="accessToken">Google's access token of the person.</param>
    /// <param name="query">What is asked of each person.</param>
    /// <param name="resourceNames">At most <see cref="LargestBatch"/>, such as people/c123.</param>
    /// <param name="large">Memory for a large page, where it was waited for; it is disposed of with the page.</param>
    /// <param name="ct">Ends the request.</param>
    /// <exception cref="GoogleFaultException">No reply came.</exception>
    /// <exception cref="DownloadMemoryException">The reply is large, and there is no memory for it now.</exception>
    public Task<PageBuffer> GetBatchAsync(string accessToken, PersonQuery query, IEnumerable<string> resourceNames, LargeBuffer? large, CancellationToken ct) =>
        GetAsync(
            accessToken,
            // A slash may stand in a query (RFC 3986, 3.4); written out, two hundred names would be a thousand bytes longer.
            $"people:batchGet?prettyPrint=false&{query.BatchParameters}{string.Concat(resourceNames.Select(name => $"&resourceNames={Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal)}"))}",
            pageToken: null,
            large,
            ct);

    /// <summary>Receives one page of the person's labels (contactGroups.list), and reads it.</summary>
    /// <param name="accessToken">Google's access token of the person.</param>
    /// <param name="pageToken">Null for the first page.</param>
    /// <param name="ct">Ends the request.</param>
    /// <exception cref="GoogleFaultException">No page came, or it is malformed.</exception>
    public async Task<ContactGroupsPage> GetContactGroupsAsync(string accessToken, string? pageToken, CancellationToken ct)
    {
        using var page = await GetAsync(accessToken, ContactGroups, pageToken, large: null, ct);
        try
        {
            return ContactGroupsPage.Read(page.Written);
        }
        catch (MalformedPageException malformed)
        {
            throw new GoogleFaultException(GoogleFaultKind.Malformed, malformed.Message, malformed);
        }
    }

    private async Task<PageBuffer> GetAsync(string accessToken, string path, string? pageToken, LargeBuffer? large, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, root + path + (pageToken is null ? string.Empty : $"&pageToken={Uri.EscapeDataString(pageToken)}"));
        PageBuffer? page = null;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        try
        {
            using var reply = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (reply.StatusCode != HttpStatusCode.OK)
            {
                throw await GoogleErrorReply.ReadAsync(reply, time, ct);
            }

            await using var body = await reply.Content.ReadAsStreamAsync(ct);
            // One byte more than expected shows the end of the body without growing once.
            page = new PageBuffer(memory, (int)Math.Min(reply.Content.Headers.ContentLength ?? likelyPage, DownloadMemory.OrdinaryPage - 1) + 1, large);
            large = null;
            if (!await page.FillAsync(body, ct) || !page.MakeValid())
            {
                throw new GoogleFaultException(GoogleFaultKind.PageTooLarge, "A page is larger than 16 MiB.");
            }

            var whole = page;
            page = null;
            return whole;
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or InvalidDataException)
        {
            throw new GoogleFaultException(GoogleFaultKind.Unreachable, "Google's People API could not be reached, or the connection broke.", broken);
        }
        catch (OperationCanceledException connecting) when (!ct.IsCancellationRequested)
        {
            throw new GoogleFaultException(GoogleFaultKind.Timeout, "Google's People API did not accept the connection in time.", connecting);
        }
        finally
        {
            page?.Dispose();
            large?.Dispose();
        }
    }

    private static string Sync(PersonQuery query) =>
        (query.RequestsSyncToken ? "&requestSyncToken=true" : string.Empty) + (query.SyncToken is { } token ? $"&syncToken={Uri.EscapeDataString(token)}" : string.Empty);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

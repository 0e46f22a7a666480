using System.Globalization;
using System.Text.Json.Nodes;
using Gcd.Sandbox.Accounts;

namespace Gcd.Sandbox.People;

/// <summary>GET /v1/contactGroups (https://developers.google.com/people/api/rest/v1/contactGroups/list).</summary>
internal static class ContactGroupsEndpoint
{
    private static readonly TimeSpan SyncTokenLife = TimeSpan.FromDays(7);

    public static void Map(WebApplication app, SimulatedGoogle google) => app.MapGet("/v1/contactGroups", context => ListAsync(context, google));

    private static async Task ListAsync(HttpContext context, SimulatedGoogle google)
    {
        google.Requests.Count(GoogleOperation.ContactGroups);
        if (await GoogleAccess.CheckAsync(context, google) is not { } access)
        {
            return;
        }

        var (parameters, error) = GroupParameters.Read(context.Request.Query);
        if (parameters is null)
        {
            await GoogleError.WriteAsync(context, 400, error!, reason: null);
            return;
        }

        var start = parameters.PageToken is null ? 0 : OpaqueToken.Read("groups", parameters.Fingerprint, parameters.PageToken, 1)?[0];
        if (start is null)
        {
            await GoogleError.WriteAsync(context, 400, "Invalid page token, or the other parameters differ from the call that gave it.", reason: null);
            return;
        }

        var since = 0L;
        if (parameters.SyncToken is { } token)
        {
            if (OpaqueToken.Read("sync", SyncFingerprint(access.Account), token, 2) is not [var given, var epoch])
            {
                await GoogleError.WriteAsync(context, 400, "Invalid sync token.", reason: null);
                return;
            }

            if (epoch != access.Account.SyncEpoch || DateTimeOffset.FromUnixTimeSeconds(given) + SyncTokenLife < google.Time.GetUtcNow())
            {
                await GoogleError.WriteAsync(context, google.ExpiredSyncTokenStatus, "Sync token is expired. Clear local cache and retry call without the sync token.", GoogleError.ExpiredSyncToken);
                return;
            }

            since = given;
        }

        await PageReply.SendAsync(context, google, GoogleOperation.ContactGroups, access, (int)start, isZipped =>
        {
            var page = PageBytes.Of(Page(google, access.Account, parameters, (int)start, since), parameters.Mask, parameters.IsPretty);
            return isZipped ? PageBytes.Zip(page) : page;
        });
    }

    // Not bound to the other parameters: Google's description does not ask for that.
    private static string SyncFingerprint(SimulatedAccount account) => $"groups.{account.Sub}";

    private static JsonObject Page(SimulatedGoogle google, SimulatedAccount account, GroupParameters parameters, int start, long since)
    {
        var all = account.Groups.Where(group => since == 0 || (!group.IsSystem && group.UpdatedAt.ToUnixTimeSeconds() >= since)).ToList();
        var page = all.Skip(start).Take(parameters.PageSize).ToList();
        var reply = new JsonObject();
        if (page.Count > 0)
        {
            var counts = parameters.GroupFields.Contains("memberCount") ? google.GroupCounts.Of(account) : new Dictionary<string, int>();
            reply["contactGroups"] = new JsonArray([.. page.Select(group => (JsonNode)Group(group, parameters.GroupFields, counts.GetValueOrDefault(group.ResourceName)))]);
        }

        if (all.Count > 0)
        {
            reply["totalItems"] = all.Count;
        }

        if (start + page.Count < all.Count)
        {
            reply["nextPageToken"] = OpaqueToken.Make("groups", parameters.Fingerprint, start + page.Count);
        }
        else
        {
            // No parameter asks for it, as one does for contacts.
            reply["nextSyncToken"] = OpaqueToken.Make("sync", SyncFingerprint(account), google.Time.GetUtcNow().ToUnixTimeSeconds(), account.SyncEpoch);
        }

        return reply;
    }

    private static JsonObject Group(AccountGroup group, IReadOnlySet<string> fields, int members)
    {
        var result = new JsonObject { ["resourceName"] = group.ResourceName };
        if (!group.IsSystem)
        {
            result["etag"] = string.Create(CultureInfo.InvariantCulture, $"%{group.Id}.{group.UpdatedAt.ToUnixTimeMilliseconds()}");
        }

        if (fields.Contains("metadata") && !group.IsSystem)
        {
            result["metadata"] = new JsonObject { ["updateTime"] = GoogleTime.Text(group.UpdatedAt) };
        }

        if (fields.Contains("groupType"))
        {
            result["groupType"] = group.IsSystem ? "SYSTEM_CONTACT_GROUP" : "USER_CONTACT_GROUP";
        }

        if (fields.Contains("name"))
        {
            result["name"] = group.Name;
            result["formattedName"] = group.FormattedName;
        }

        if (members > 0)
        {
            result["memberCount"] = members;
        }

        return result;
    }
}

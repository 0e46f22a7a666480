using System.Text.Json.Nodes;
using Gcd.Sandbox.Accounts;

namespace Gcd.Tests.DavClients;

/// <summary>What happens to an address book in Google between two syncs.</summary>
internal static class AccountEdits
{
    /// <summary>An edit, an addition, a deletion and a merge; one contact fewer is left.</summary>
    public static void MakeEach(SimulatedAccount account)
    {
        account.Edit(0, person => person["names"]![0]!["displayName"] = "Renamed, since");
        account.AddContact(new JsonObject { ["names"] = new JsonArray(new JsonObject { ["displayName"] = "Added, since", ["unstructuredName"] = "Added, since" }) });
        account.Delete(1);
        account.Merge(account.NameOf(2), account.NameOf(3));
    }
}

using Gcd.Sandbox.Accounts;

namespace Gcd.Sandbox.Host;

/// <summary>What the demo prints: where to go, and the lines to paste.</summary>
internal static class DemoGuide
{
    public static string Text(string address, SimulatedGoogle google) =>
        $$"""

        ------------------------------------------------------------------------
        Gcd runs at {{address}}/ against a simulated Google at {{google.BaseAddress}}
        In a browser: open {{address}}/ and sign in as anybody you like.

        With curl and jq, in another terminal:

          # 1. Sign in as {{DemoAccounts.Large}}, who has 25,000 contacts
          TOKEN=$(curl -sL "$(curl -s '{{address}}/auth?login_hint={{DemoAccounts.Large}}' | jq -r .authorization_url)" | jq -r .access_token)

          # 2. Download them; a broken download never replaces a good file
          curl --fail-with-body -H "Authorization: Bearer $TOKEN" -o contacts.tmp "{{address}}/download?format=csv"  && mv contacts.tmp contacts.csv
          curl --fail-with-body -H "Authorization: Bearer $TOKEN" -o contacts.tmp "{{address}}/download?format=json" && mv contacts.tmp contacts.json
          curl --fail-with-body -H "Authorization: Bearer $TOKEN" -o contacts.tmp "{{address}}/download?format=vcard&has=phone" && mv contacts.tmp contacts.vcf

          # 3. Look at the token, and end it
          curl -s -H "Authorization: Bearer $TOKEN" {{address}}/me | jq .
          curl -s -X POST -H "Authorization: Bearer $TOKEN" {{address}}/token/revoke | jq .

        Change, add, merge or delete contacts while both run: {{new Uri(google.BaseAddress, "/contacts")}}, or
          curl -d name='New Name' {{FirstContact(google)}}

        Other accounts: {{string.Join(", ", google.Accounts.All.Where(account => account.Email != DemoAccounts.Large).Select(account => account.Email))}}
        Ctrl+C ends both.
        ------------------------------------------------------------------------

        """;

    private static Uri FirstContact(SimulatedGoogle google) =>
        new(google.BaseAddress, $"/contacts/{DemoAccounts.Large}/{google.Accounts.FindByEmail(DemoAccounts.Large)!.NameOf(0)["people/".Length..]}");
}

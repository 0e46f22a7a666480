using Gcd.Sandbox.Accounts;
using Microsoft.AspNetCore.WebUtilities;

namespace Gcd.Sandbox.OAuth;

/// <summary>/o/oauth2/v2/auth (https://developers.google.com/identity/protocols/oauth2/web-server#creatingclient).</summary>
internal static class AuthorizationEndpoint
{
    public const string ContactsScope = "https://www.googleapis.com/auth/contacts.readonly";
    private const string Issuer = "https://accounts.google.com";

    private static readonly HashSet<string> KnownScopes =
    [
        ContactsScope, "https://www.googleapis.com/auth/contacts", "https://www.googleapis.com/auth/userinfo.email",
        "https://www.googleapis.com/auth/userinfo.profile", "openid", "email", "profile",
    ];

    public static void Map(WebApplication app, SimulatedGoogle google)
    {
        foreach (var path in new[] { "/o/oauth2/v2/auth", "/o/oauth2/auth" })
        {
            app.MapResult(HttpMethods.Get, path, context => Ask(context, google));
        }

        app.MapResult(HttpMethods.Post, "/sandbox/consent", context => DecideAsync(context.Request, google));
    }

    private static IResult Ask(HttpContext context, SimulatedGoogle google)
    {
        var (request, error) = Check(context.Request.Query, google);
        if (request is null)
        {
            // Google shows these itself and never redirects: the redirect URI cannot be trusted.
            return ConsentPage.Error(error!);
        }

        if (google.Faults.TakeAuthorizationError() is { } refusal)
        {
            return Results.Redirect(Back(request, ("error", refusal)));
        }

        if (request.Prompt == "none")
        {
            // Nobody may be asked, and this simulation remembers no session of a person.
            return Results.Redirect(Back(request, ("error", "interaction_required")));
        }

        var hinted = google.Accounts.FindByEmail(request.LoginHint) ?? (request.LoginHint is null ? null : google.Accounts.FindBySub(request.LoginHint));
        return google.Options.AutoConsent && hinted is not null
            ? Results.Redirect(Grant(google, hinted, request, Granted(google, request, withContacts: !google.Faults.TakeContactsUnticked())))
            : ConsentPage.Ask(google, context.Request.QueryString.Value!, request, hinted);
    }

    private static async Task<IResult> DecideAsync(HttpRequest decision, SimulatedGoogle google)
    {
        var form = await decision.ReadFormAsync();
        var query = new QueryCollection(QueryHelpers.ParseQuery(form["request"]));
        var (request, error) = Check(query, google);
        if (request is null)
        {
            return ConsentPage.Error(error!);
        }

        if (form["decision"] != "allow" || google.Accounts.FindByEmail(form["account"]) is not { } account)
        {
            return Results.Redirect(Back(request, ("error", "access_denied")));
        }

        return Results.Redirect(Grant(google, account, request, Granted(google, request, withContacts: form["contacts"] == "on")));
    }

    private static (AuthorizationRequest? Request, string? Error) Check(IQueryCollection query, SimulatedGoogle google)
    {
        string? One(string name) => query[name] is [{ Length: > 0 } value] ? value : null;

        if (google.Clients.FirstOrDefault(known => known.ClientId == One("client_id")) is not { } client)
        {
            return (null, "Error 401: invalid_client. The OAuth client was not found.");
        }

        if (One("redirect_uri") is not { } redirectUri || !client.RedirectUris.Contains(redirectUri))
        {
            return (null, $"Error 400: redirect_uri_mismatch. Request details: redirect_uri={One("redirect_uri")}");
        }

        var scopes = (One("scope") ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var fault = true switch
        {
            _ when One("response_type") != "code" => "Error 400: unsupported_response_type.",
            _ when scopes.Length == 0 => "Error 400: invalid_request. Missing required parameter: scope",
            _ when scopes.FirstOrDefault(scope => !KnownScopes.Contains(scope)) is { } unknown => $"Error 400: invalid_scope. Some requested scopes were invalid: {unknown}",
            _ when One("access_type") is not (null or "online" or "offline") => "Error 400: invalid_request. Invalid parameter value for access_type",
            _ when One("code_challenge_method") is not (null or "plain" or "S256") => "Error 400: invalid_request. Invalid code_challenge_method",
            _ when query["state"].Count > 1 => "Error 400: invalid_request. OAuth 2 parameters can only have a single value: state",
            _ when One("code_challenge_method") is not null && One("code_challenge") is null => "Error 400: invalid_request. code_challenge_method without code_challenge",
            _ when One("code_challenge") is { Length: < 43 or > 128 } => "Error 400: invalid_request. Invalid code_challenge",
            _ when (One("prompt") ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(word => word is not ("none" or "consent" or "select_account")) => "Error 400: invalid_request. Invalid prompt",
            _ => null,
        };
        return fault is not null
            ? (null, fault)
            : (new AuthorizationRequest
            {
                ClientId = client.ClientId,
                RedirectUri = redirectUri,
                Scopes = scopes,
                State = One("state"),
                Nonce = One("nonce"),
                CodeChallenge = One("code_challenge"),
                CodeChallengeMethod = One("code_challenge_method") ?? "plain",
                IsOffline = One("access_type") == "offline",
                Prompt = One("prompt") ?? string.Empty,
                LoginHint = One("login_hint"),
            }, null);
    }

    private static List<string> Granted(SimulatedGoogle google, AuthorizationRequest request, bool withContacts) =>
        [.. request.Scopes.Where(scope => withContacts || !scope.Contains("/auth/contacts", StringComparison.Ordinal))];

    private static string Grant(SimulatedGoogle google, SimulatedAccount account, AuthorizationRequest request, IReadOnlyList<string> granted) =>
        Back(request, ("code", google.Grants.IssueCode(account, request, granted)), ("scope", string.Join(' ', granted)), ("authuser", "0"), ("prompt", "consent"));

    private static string Back(AuthorizationRequest request, params (string Name, string Value)[] parameters)
    {
        var query = new Dictionary<string, string?>();
        if (request.State is not null)
        {
            query["state"] = request.State;
        }

        query["iss"] = Issuer;
        foreach (var (name, value) in parameters)
        {
            query[name] = value;
        }

        return QueryHelpers.AddQueryString(request.RedirectUri, query);
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.Faults;

namespace Gcd.Sandbox.OAuth;

/// <summary>/token: RFC 6749 4.1.3 and 6, RFC 7636, with Google's wording of errors.</summary>
internal static class TokenEndpoint
{
    public static void Map(WebApplication app, SimulatedGoogle google) =>
        app.MapResult(HttpMethods.Post, "/token", async context =>
        {
            if (!context.Request.HasFormContentType)
            {
                return Error(400, "invalid_request", "Required parameter is missing: grant_type");
            }

            var form = await context.Request.ReadFormAsync();
            var (client, error) = Authenticate(context.Request, form, google);
            if (client is null)
            {
                return error!;
            }

            return form["grant_type"].ToString() switch
            {
                "authorization_code" => Exchange(google, client, form),
                "refresh_token" => Refresh(google, client, form),
                "" => Error(400, "invalid_request", "Required parameter is missing: grant_type"),
                _ => Error(400, "unsupported_grant_type", "Invalid grant_type"),
            };
        });

    private static (OAuthClient? Client, IResult? Error) Authenticate(HttpRequest request, IFormCollection form, SimulatedGoogle google)
    {
        var (id, secret) = (form["client_id"].ToString(), form["client_secret"].ToString());
        if (request.Headers.Authorization.ToString() is { } header && header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            var pair = Encoding.UTF8.GetString(Convert.FromBase64String(header[6..])).Split(':', 2);
            (id, secret) = (Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair[^1]));
        }

        var client = google.Clients.FirstOrDefault(known => known.ClientId == id);
        return client is null
            ? (null, Error(401, "invalid_client", "The OAuth client was not found."))
            : client.ClientSecret != secret
                ? (null, Error(401, "invalid_client", "Unauthorized"))
                : (client, null);
    }

    private static IResult Exchange(SimulatedGoogle google, OAuthClient client, IFormCollection form)
    {
        google.Requests.Count(GoogleOperation.Exchange);
        if (google.Grants.UseCode(form["code"].ToString()) is not { } code)
        {
            return Error(400, "invalid_grant", "Malformed auth code.");
        }

        if (code.Request.ClientId != client.ClientId)
        {
            return Error(400, "invalid_grant", "Bad Request");
        }

        if (code.Request.RedirectUri != form["redirect_uri"].ToString())
        {
            return Error(400, "redirect_uri_mismatch", "Bad Request");
        }

        if (!IsProven(code.Request, form["code_verifier"].ToString()))
        {
            return Error(400, "invalid_grant", "Invalid code verifier.");
        }

        var reply = Reply(google.Grants.IssueAccessToken(code.Account, client.ClientId, code.Granted), code.Account);
        if (google.Grants.IssueRefreshToken(code) is { } refresh && !google.Faults.TakeNoRefreshToken())
        {
            reply["refresh_token"] = refresh.Token;
        }

        if (code.Granted.Contains("openid"))
        {
            reply["id_token"] = IdToken(google, client, code.Account, code.Granted, code.Request.Nonce, (string)reply["access_token"]!);
        }

        return Json(reply);
    }

    private static IResult Refresh(SimulatedGoogle google, OAuthClient client, IFormCollection form)
    {
        google.Requests.Count(GoogleOperation.Refresh);
        if (google.Grants.FindRefreshToken(form["refresh_token"].ToString()) is not { } refresh)
        {
            return Error(400, "invalid_grant", "Token has been expired or revoked.");
        }

        if (refresh.ClientId != client.ClientId)
        {
            return Error(401, "unauthorized_client", "Unauthorized");
        }

        var reply = Reply(google.Grants.IssueAccessToken(refresh.Account, client.ClientId, refresh.Granted), refresh.Account);
        if (refresh.Granted.Contains("openid"))
        {
            reply["id_token"] = IdToken(google, client, refresh.Account, refresh.Granted, nonce: null, (string)reply["access_token"]!);
        }

        return Json(reply);
    }

    private static JsonObject Reply(IssuedAccessToken access, SimulatedAccount account) => new()
    {
        ["access_token"] = access.Token,
        ["expires_in"] = (int)account.AccessTokenLife.TotalSeconds,
        ["scope"] = string.Join(' ', access.Granted),
        ["token_type"] = "Bearer",
    };

    private static string IdToken(SimulatedGoogle google, OAuthClient client, SimulatedAccount account, IReadOnlyList<string> granted, string? nonce, string accessToken)
    {
        var fault = google.Faults.TakeIdTokenFault();
        var now = google.Time.GetUtcNow() - (fault == IdTokenFault.Expired ? TimeSpan.FromHours(2) : TimeSpan.Zero);
        var claims = new JsonObject
        {
            ["iss"] = fault == IdTokenFault.WrongIssuer ? "https://accounts.example.com" : "https://accounts.google.com",
            ["azp"] = client.ClientId,
            ["aud"] = fault == IdTokenFault.WrongAudience ? "somebody-else.apps.googleusercontent.com" : client.ClientId,
            ["sub"] = account.Sub,
            ["at_hash"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16)),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
        };
        if (granted.Any(scope => scope is "email" or "https://www.googleapis.com/auth/userinfo.email"))
        {
            claims["email"] = account.Email;
            claims["email_verified"] = account.IsEmailVerified;
        }

        if (nonce is not null)
        {
            claims["nonce"] = fault == IdTokenFault.WrongNonce ? "not-the-nonce" : nonce;
        }

        return google.Signer.Sign(claims, hasWrongSignature: fault == IdTokenFault.WrongSignature, google.Faults.TakeIdTokenChange());
    }

    private static bool IsProven(AuthorizationRequest request, string verifier) => request.CodeChallenge switch
    {
        null => verifier.Length == 0,
        var challenge when request.CodeChallengeMethod == "S256" => challenge == Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
        var challenge => challenge == verifier,
    };

    private static IResult Json(JsonObject body, int status = 200) => Results.Text(body.ToJsonString(), "application/json; charset=utf-8", statusCode: status);

    private static IResult Error(int status, string error, string description) =>
        Json(new JsonObject { ["error"] = error, ["error_description"] = description }, status);
}

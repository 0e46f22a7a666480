namespace Gcd.Tests.Http;

/// <summary>The HTTP contract as one table: every route with its methods, forms, tokens and refusals.</summary>
internal static class HttpContract
{
    public const string Chrome = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7";
    public const string Firefox = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private const string Realm = "Bearer realm=\"Gcd\"";
    private const string BasicRealm = "Basic realm=\"Gcd\", charset=\"UTF-8\"";
    private const string BothRealms = Realm + ", " + BasicRealm;
    private const string InvalidToken = Realm + ", error=\"invalid_token\", error_description=\"The access token is unknown, expired or revoked\"";
    private const string Token = "Bearer {token}";

    // What ASP.NET Core's exception handler makes of it, in HttpClient's order.
    private const string NoStoreOfExceptions = "no-store, no-cache";

    private const string GetOnly = "GET, HEAD, OPTIONS";

    /// <summary>Every path with what Allow says of it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Paths = new Dictionary<string, string>
    {
        ["/"] = GetOnly,
        ["/auth"] = GetOnly,
        ["/oauth2callback"] = "GET, HEAD, OPTIONS, POST",
        ["/download"] = GetOnly,
        ["/changes"] = GetOnly,
        ["/labels"] = GetOnly,
        ["/me"] = GetOnly,
        ["/token/revoke"] = "OPTIONS, POST",
        ["/tokens"] = "GET, HEAD, OPTIONS, POST",
        ["/tokens/{id}"] = "DELETE, OPTIONS",
        ["/links"] = "GET, HEAD, OPTIONS, POST",
        ["/links/{id}"] = "DELETE, OPTIONS",
        ["/export/{secret}"] = "GET, HEAD, OPTIONS, POST",
        ["/export/{secret}/{**file}"] = "GET, HEAD, OPTIONS, POST",
        ["/account"] = GetOnly,
        ["/account/download"] = GetOnly,
        ["/account/tokens"] = "OPTIONS, POST",
        ["/account/links"] = "OPTIONS, POST",
        ["/account/end"] = "OPTIONS, POST",
        ["/account/sign-out"] = "OPTIONS, POST",
        ["/account/disconnect"] = "OPTIONS, POST",
        ["/health"] = GetOnly,
        ["/health/live"] = GetOnly,
        ["/health/ready"] = GetOnly,
        ["/metrics"] = GetOnly,
        ["/openapi/v1.json"] = GetOnly,
        ["/openapi.json"] = GetOnly,
        ["/swagger/v1/swagger.json"] = GetOnly,
        ["/privacy_policy"] = GetOnly,
        ["/assets/{file}"] = GetOnly,
        ["/favicon.ico"] = GetOnly,
        ["/robots.txt"] = GetOnly,
    };

    /// <summary>Paths whose methods and refusals are those of CardDAV; CardDavTests has them.</summary>
    public static readonly IReadOnlyList<string> PathsOfCardDav = ["/dav/{**path}", "/.well-known/carddav"];

    private static readonly string[] AllMethods = ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"];

    /// <summary>Paths that want a token.</summary>
    private static readonly (string Method, string Path)[] Guarded = [("GET", "/download"), ("GET", "/changes"), ("GET", "/labels"), ("GET", "/me"), ("POST", "/token/revoke"), ("GET", "/tokens"), ("GET", "/links")];

    /// <summary>Accept, and the form that it brings about: true HTML, false JSON, null neither, which is 406 on the routes of a sign-in and JSON elsewhere.</summary>
    private static readonly (string? Accept, bool? IsHtml)[] Forms =
    [
        (null, false), ("", false), ("*/*", false), ("application/json", false), ("application/problem+json", false), ("APPLICATION/JSON", false), ("application/*", false),
        (Chrome, true), (Firefox, true), ("text/html", true), ("TEXT/HTML", true), ("text/html;charset=utf-8", true), ("text/html;level=1;q=0.3", true),
        ("text/html, application/json", true), ("application/json, text/html", true), ("text/html, application/json;q=0.9", true), ("application/json;q=0, text/html;q=0.1", true),
        ("text/html;q=0.5, application/json", false), ("application/json, text/html;q=0.9", false), ("text/html;q=0.001, application/problem+json;q=0.002", false),
        ("text/html;q=0, */*", false), ("application/xml, */*;q=0.1", false), ("application/json;q=0.001", false),
        // Broken ones count as none.
        ("not a media type", false), ("text/html;q=abc", false), ("text/html;q=2", false), ("text/html, ///", false), (";;;", false), ("text/", false),
        ("image/png", null), ("text/*", null), ("text/plain", null), ("text/html;q=0", null), ("*/*;q=0", null), ("application/json;q=0, */*", null), ("application/*;q=0, */*;q=0.5", null),
    ];

    /// <summary>Every row by its name.</summary>
    public static readonly IReadOnlyDictionary<string, Exchange> Rows =
        Methods().Concat(Successes()).Concat(Spellings()).Concat(NotFound()).Concat(Tokens()).Concat(Negotiated()).Concat(Refusals()).Concat(Encodings()).Distinct()
            .ToDictionary(row => row.ToString(), StringComparer.Ordinal);

    private static IEnumerable<Exchange> Methods()
    {
        foreach (var (route, allow) in Paths)
        {
            var path = route.Replace("{file}", "gcd.css", StringComparison.Ordinal).Replace("{**file}", "a/b.xml", StringComparison.Ordinal).Replace("{id}", "tok_1", StringComparison.Ordinal).Replace("{secret}", "s", StringComparison.Ordinal);
            yield return new("OPTIONS", path, 204) { Allow = allow, CacheControl = null, HasLength = false };
            foreach (var method in AllMethods.Except(allow.Split(", ")))
            {
                yield return Refused(method, path, 405, "method-not-allowed") with { Allow = allow };
                yield return Refused(method, path, 405, "method-not-allowed") with { Allow = allow, Authorization = Token };
            }
        }

        yield return Refused("GET", "/token/revoke", 405, "method-not-allowed") with { Allow = Paths["/token/revoke"], Accept = Chrome, ContentType = Exchange.Html, Code = null };
    }

    private static IEnumerable<Exchange> Successes()
    {
        yield return new("GET", "/", 200) { ContentType = Exchange.Html };
        yield return new("GET", "/", 200) { ContentType = Exchange.Html, Accept = "application/json", Authorization = Token };
        yield return Started("/auth?login_hint=ada@example.com");
        yield return new("GET", "/account", 200) { ContentType = Exchange.Html };
        yield return new("GET", "/account", 200) { ContentType = Exchange.Html, Accept = "application/json", Authorization = Token };
        yield return new("GET", "/tokens", 200) { ContentType = Exchange.Json, Authorization = Token };
        yield return new("GET", "/links", 200) { ContentType = Exchange.Json, Authorization = Token };
        yield return new("GET", "/labels", 200) { ContentType = Exchange.Json, Authorization = Token, HeadHasLength = false };
        yield return new("GET", "/me", 200) { ContentType = Exchange.Json, Authorization = Token };
        yield return new("GET", "/health", 200) { ContentType = Exchange.Json };
        yield return new("GET", "/health/live", 200) { ContentType = Exchange.Json };
        yield return new("GET", "/health/ready", 200) { ContentType = Exchange.Json };
        yield return new("GET", "/metrics", 200) { ContentType = "text/plain; version=0.0.4; charset=utf-8", IsLengthSteady = false };
        yield return new("GET", "/privacy_policy", 200) { ContentType = Exchange.Html, CacheControl = null };
        // Files say how long they may be kept; one that is asked for by its fingerprint, for ever.
        yield return new("GET", "/assets/gcd.css", 200) { ContentType = "text/css; charset=utf-8", CacheControl = "no-cache" };
        yield return new("GET", "/assets/gcd.css?v=other", 200) { ContentType = "text/css; charset=utf-8", CacheControl = "no-cache" };
        yield return new("GET", "/favicon.ico", 200) { ContentType = "image/x-icon", CacheControl = "no-cache" };
        yield return new("GET", "/robots.txt", 200) { ContentType = "text/plain; charset=utf-8", CacheControl = "no-cache" };
        yield return Csv("/download");
        yield return Csv("/download?format=");
        yield return Csv("/download?format=CSV");
        yield return Csv("/download?FORMAT=csv");
        foreach (var accept in new[] { "application/json", "APPLICATION/JSON", "application/json, */*;q=0.1", "application/json;q=0.1, text/plain;q=0.9", "application/json, text/csv;q=0" })
        {
            yield return Json("/download") with { Accept = accept };
            yield return Json("/download?format=") with { Accept = accept };
        }

        foreach (var accept in new[] { Chrome, "*/*", "application/*", "text/csv", "application/json, text/csv", "text/csv;q=0.1, application/json", "application/json;q=0", "*/*;q=0", "application/json;q=x", "nonsense" })
        {
            yield return Csv("/download") with { Accept = accept };
        }

        yield return Csv("/download?format=csv") with { Accept = "application/json" };
        yield return Json("/download?format=json");
        yield return Json("/download?format=Json") with { Accept = "text/csv" };
    }

    /// <summary>A path counts in any case, and with a slash at its end.</summary>
    private static IEnumerable<Exchange> Spellings()
    {
        yield return Started("/AUTH/");
        yield return Started("/%61uth");
        yield return new("GET", "/Me/", 200) { ContentType = Exchange.Json, Authorization = Token };
        yield return new("GET", "/Health/Live/", 200) { ContentType = Exchange.Json };
        yield return Csv("/Download/");
        yield return Refused("GET", "/OAuth2Callback/", 400, "no-flow");
        yield return Refused("GET", "/Token/Revoke/", 405, "method-not-allowed") with { Allow = Paths["/token/revoke"] };
    }

    private static IEnumerable<Exchange> NotFound()
    {
        foreach (var path in new[] { "/nowhere", "/auth/more", "/auth//", "/download/csv", "/token", "/health/other", "/index.html", "/.env", "/..%2fauth", "/me;x", "/_test_url_cache_", "/assets", "/assets/nothing.css", "/assets/..%2fProgram.cs" })
        {
            yield return Refused("GET", path, 404, "not-found");
        }

        foreach (var path in new[] { "/export/x", "/export/x/", "/export/x/contacts.csv", "/export/x/a/b" })
        {
            yield return Refused("GET", path, 404, "no-such-link");
            yield return Refused("POST", path, 404, "no-such-link");
        }

        foreach (var method in new[] { "POST", "OPTIONS", "DELETE", "BREW" })
        {
            yield return Refused(method, "/nowhere", 404, "not-found");
        }

        yield return Refused("GET", "/nowhere", 404, "not-found") with { Authorization = Token, Accept = Chrome };
    }

    private static IEnumerable<Exchange> Tokens()
    {
        foreach (var (method, path) in Guarded)
        {
            // No token came: the realm alone (RFC 6750, 3).
            foreach (var none in new[] { null, "Bearer", "bearer", "Basic", "Basic Og==", "Bearer{token}", "{token}", "Token {token}" })
            {
                yield return Refused(method, path, 401, "authentication-required") with { Authorization = none, Challenge = BothRealms };
            }

            yield return Refused(method, $"{path}?access_token={{token}}", 401, "authentication-required") with { Challenge = BothRealms };
            yield return Refused(method, path, 401, "invalid-token") with { Authorization = "Basic dXNlcjpwYXNz", Challenge = $"{InvalidToken}, {BasicRealm}" };
            yield return Refused(method, path, 401, "malformed-basic") with { Authorization = "Basic {token}", Challenge = $"{InvalidToken}, {BasicRealm}" };
            yield return Refused(method, path, 401, "authentication-required") with { Accept = Chrome, ContentType = Exchange.Html, Code = null, Challenge = Realm };
            foreach (var wrong in new[] { "Bearer {unknown}", "Bearer {revoked}", "bEaReR {unknown}", "Bearer  {unknown}", "Bearer gcd_short", "Bearer x", "Bearer {token}x", "Bearer {token} {token}", "Bearer {token},Bearer {token}", "Bearer \"{token}\"" })
            {
                yield return Refused(method, path, 401, "invalid-token") with { Authorization = wrong, Challenge = InvalidToken };
            }

            // A client that names text/html by default, but sends a token, is a program.
            yield return Refused(method, path, 401, "invalid-token") with { Authorization = "Bearer {unknown}", Accept = Chrome, Challenge = InvalidToken };
            yield return Refused(method, $"{path}?access_token={{token}}", 401, "invalid-token") with { Authorization = "Bearer {unknown}", Challenge = InvalidToken };
        }

        yield return Refused("POST", "/token/revoke", 401, "authentication-required") with { Form = "access_token={token}&token={token}", Challenge = BothRealms };
        foreach (var right in new[] { "bearer {token}", "BEARER {token}", "Bearer   {token}" })
        {
            yield return new("GET", "/me", 200) { ContentType = Exchange.Json, Authorization = right };
        }

        yield return new("GET", "/me?access_token={unknown}", 200) { ContentType = Exchange.Json, Authorization = Token };
        yield return new("GET", "/me", 200) { ContentType = Exchange.Json, Authorization = Token, Accept = Chrome };
        yield return new("GET", "/health/live", 200) { ContentType = Exchange.Json, Authorization = "Bearer {unknown}" };
    }

    private static IEnumerable<Exchange> Negotiated()
    {
        foreach (var (accept, isHtml) in Forms)
        {
            var refused = isHtml == true ? new { ContentType = Exchange.Html, Code = (string?)null } : new { ContentType = Exchange.Problem, Code = (string?)"no-flow" };
            yield return isHtml is null
                ? Refused("GET", "/auth", 406, "not-acceptable") with { Accept = accept }
                : Started("/auth") with { Accept = accept, ContentType = isHtml.Value ? Exchange.Html : Exchange.Json };
            // Decided before anything happens: whatever the callback brings along.
            yield return isHtml is null
                ? Refused("GET", "/oauth2callback?code=a&state=b", 406, "not-acceptable") with { Accept = accept }
                : Refused("GET", "/oauth2callback?code=a&state=b", 400, "no-flow") with { Accept = accept, ContentType = refused.ContentType, Code = refused.Code };
            yield return Refused("POST", "/oauth2callback", 400, "no-flow") with { Accept = accept, Form = "code=a&state=b", ContentType = refused.ContentType, Code = refused.Code };
            yield return Refused("GET", "/nowhere", 404, "not-found") with { Accept = accept, ContentType = refused.ContentType, Code = isHtml == true ? null : "not-found" };
            // Nor is anything else but JSON sent to who sends a token.
            yield return Started("/auth") with { Accept = accept, Authorization = Token };
        }
    }

    private static IEnumerable<Exchange> Refusals()
    {
        yield return Refused("GET", "/auth?login_hint=a&login_hint=b", 400, "invalid-login-hint");
        yield return Refused("GET", "/oauth2callback", 400, "no-flow");
        yield return Refused("GET", "/oauth2callback?error=access_denied", 400, "access-denied");
        yield return Refused("GET", "/oauth2callback?state=a&state=b", 400, "double-parameter");
        yield return Refused("POST", "/oauth2callback", 400, "not-a-form");
        yield return Refused("POST", "/oauth2callback", 413, "bad-request") with { Form = "code=" + new string('x', 70_000), CacheControl = NoStoreOfExceptions };
        yield return Refused("GET", "/download?format=xml", 400, "invalid-format") with { Authorization = Token };
        yield return Refused("GET", "/download?format=csv&format=json", 400, "invalid-format") with { Authorization = Token };
        yield return Refused("GET", "/download?format=xml", 400, "invalid-format") with { Authorization = Token, AcceptEncoding = "gzip, br" };
        yield return Refused("GET", "/changes?format=csv", 400, "invalid-format") with { Authorization = Token };
        yield return Refused("GET", "/changes?has=fax", 400, "invalid-has") with { Authorization = Token };
        yield return Refused("GET", "/changes?cursor=x", 400, "invalid-cursor") with { Authorization = Token };
        yield return Refused("GET", "/changes?cursor=a&cursor=b", 400, "invalid-cursor") with { Authorization = Token };
        yield return Refused("GET", "/download?format=xml", 401, "authentication-required") with { Challenge = BothRealms };
    }

    private static IEnumerable<Exchange> Encodings()
    {
        foreach (var (asked, given) in new[]
        {
            ("gzip", "gzip"), ("br", "br"), ("gzip, deflate, br, zstd", "br"), ("br, gzip", "br"), ("GZIP", "gzip"), ("br;q=0.5, gzip", "gzip"), ("br;q=0.9, gzip;q=0.8", "br"),
            ("*", "br"), ("gzip;q=0, *", "br"), ("br;q=0, gzip", "gzip"), ("identity;q=0, gzip", "gzip"),
            ("identity", null), ("", null), ("deflate", null), ("zstd", null), ("gzip;q=0", null), ("*;q=0", null), ("gzip;q=0.5, identity", null),
        })
        {
            yield return Csv("/download") with { AcceptEncoding = asked, ContentEncoding = given };
            yield return Json("/download?format=json") with { AcceptEncoding = asked, ContentEncoding = given };
        }

        // Nothing else is compressed: the others are small, and some hold a token.
        yield return new("GET", "/", 200) { ContentType = Exchange.Html, AcceptEncoding = "gzip, br" };
        yield return Started("/auth") with { AcceptEncoding = "gzip, br" };
        yield return new("GET", "/me", 200) { ContentType = Exchange.Json, AcceptEncoding = "gzip, br", Authorization = Token };
        yield return new("GET", "/metrics", 200) { ContentType = "text/plain; version=0.0.4; charset=utf-8", AcceptEncoding = "gzip, br", IsLengthSteady = false };
        yield return Refused("GET", "/download", 401, "authentication-required") with { AcceptEncoding = "gzip, br", Challenge = BothRealms };
    }

    private static Exchange Refused(string method, string path, int status, string code) =>
        new(method, path, status) { ContentType = Exchange.Problem, Code = code, Vary = "Accept" };

    /// <summary>A sign-in that was started; its state is sealed anew each time, and not always as long.</summary>
    private static Exchange Started(string path) => new("GET", path, 200) { ContentType = Exchange.Json, Vary = "Accept", IsLengthSteady = false };

    private static Exchange Csv(string path) => Download(path, "text/csv; charset=utf-8", "csv");

    private static Exchange Json(string path) => Download(path, Exchange.Json, "json");

    private static Exchange Download(string path, string contentType, string extension) => new("GET", path, 200)
    {
        Authorization = Token,
        ContentType = contentType,
        Disposition = $"^attachment; filename=\"contacts-\\d{{4}}-\\d{{2}}-\\d{{2}}\\.{extension}\"$",
        // Where the request names no format, Accept decides.
        Vary = path.EndsWith("csv", StringComparison.OrdinalIgnoreCase) || path.EndsWith("json", StringComparison.OrdinalIgnoreCase) ? "Accept-Encoding" : "Accept, Accept-Encoding",
        AcceptRanges = "none",
        HasLength = false,
    };
}

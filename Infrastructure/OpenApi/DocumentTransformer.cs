using Gcd.Infrastructure.Tokens;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gcd.Infrastructure.OpenApi;

/// <summary>What the document says of the whole: title, groups, where it is served, and how to authenticate.</summary>
internal sealed class DocumentTransformer : IOpenApiDocumentTransformer
{
    public const string Bearer = BearerHandler.SchemeName;

    private const string Text =
        """
        Gcd lets people download their own Google contacts. A person signs in with Google once and gets a Bearer token; any program that sends the token downloads the contacts as CSV or JSON. No contact is ever stored.

        1. `GET /auth` gives the address to open in a browser.
        2. Google sends the person back to `/oauth2callback`, which shows the token, once.
        3. `GET /download` with `Authorization: Bearer <token>` streams the contacts.

        **JSON or a page?** A reply is HTML only when `Accept` names `text/html`, does not prefer JSON, and the request has no `Authorization`.

        **Errors** are problem objects (RFC 9457) that say what to do next. A wrong method gets 405 with `Allow`, an unknown address 404, both as problem objects. `HEAD` works wherever `GET` does; it finishes no sign-in and asks Google nothing. `OPTIONS` answers 204 with `Allow`. There is no CORS: a token belongs on a server or in a person's own program.
        """;

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Gcd, a downloader for Google contacts",
            Version = "1.0.0",
            Summary = "Sign in with Google once, then download your contacts with any program.",
            Description = Text,
            Contact = new OpenApiContact { Name = "The operator of this service, whose home page is at /" },
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };
        // Relative to where the document was fetched from, so that one document holds for every installation.
        document.Servers = [new OpenApiServer { Url = "/", Description = "The service that this document comes from" }];
        // The order in which endpoints are found means nothing to readers.
        var paths = document.Paths.OrderBy(path => path.Key, StringComparer.Ordinal).ToList();
        document.Paths = [];
        paths.ForEach(path => document.Paths.Add(path.Key, path.Value));
        document.Tags = new HashSet<OpenApiTag>(DocumentTags.All);
        document.AddComponent(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "gcd_ and 49 letters and digits",
            Description = "The `access_token` that a sign-in gives. It counts in the header `Authorization` alone, never in an address.",
        });
        return Task.CompletedTask;
    }
}

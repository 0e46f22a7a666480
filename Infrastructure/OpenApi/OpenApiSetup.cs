using System.Text.Json;
using FastEndpoints.Swagger;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using NJsonSchema;
using NJsonSchema.Generation.TypeMappers;
using NSwag;

namespace Gcd.Infrastructure.OpenApi;

internal static class OpenApiSetup
{
    private const string Text =
        """
        Sign in with Google once, then download your contacts with any program. Gcd lets people download their own Google contacts: a person signs in with Google once and gets a Bearer token; any program that sends the token downloads the contacts, in any of many formats. Contacts are never stored.

        1. `GET /auth` returns the address to open in a browser.
        2. Google sends the person back to `/oauth2callback`, which shows the token, once.
        3. `GET /download` with `Authorization: Bearer <token>` streams the contacts.

        **JSON or a page?** A reply is HTML only if `Accept` names `text/html`, does not prefer JSON, and the request has no `Authorization`. A browser then gets errors as pages too, with the same content.

        **Errors** are problem objects (RFC 9457) that say what to do next. A wrong method gets 405 with `Allow`, an unknown address 404, both as problem objects. `HEAD` works wherever `GET` does; it finishes no sign-in and asks Google nothing. `OPTIONS` answers 204 with `Allow`. CORS is not supported: a token belongs on a server or in a person's own program.
        """;

    public static void AddOpenApiDocument(this WebApplicationBuilder builder, GcdSettings settings) =>
        builder.Services.AddSingleton<PublishedDocument>().SwaggerDocument(options =>
        {
            options.ExcludeNonFastEndpoints = true;
            options.EnableJWTBearerAuth = false;
            options.ShortSchemaNames = true;
            options.RemoveEmptyRequestSchema = true;
            options.TagCase = TagCase.None;
            options.TagDescriptions = DocumentTags.Describe;
            options.SerializerSettings = json => json.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            options.DocumentSettings = document =>
            {
                document.DocumentName = PublishedDocument.Name;
                document.Title = "Gcd";
                document.Version = "1.0.0";
                document.Description = Text;
                document.SchemaSettings.AlwaysAllowAdditionalObjectProperties = true;
                document.SchemaSettings.TypeMappers.Add(new PrimitiveTypeMapper(typeof(ExportFormat), Describe));
                document.AddAuth(BearerHandler.SchemeName, new OpenApiSecurityScheme
                {
                    Type = OpenApiSecuritySchemeType.Http,
                    Scheme = "bearer",
                    BearerFormat = "gcd_ and 49 letters and digits",
                    Description = "The `access_token` that a sign-in returns. Send it in the header `Authorization`, never in an address.",
                });
                document.OperationProcessors.Add(new ReplyProcessor());
                document.DocumentProcessors.Add(new DocumentProcessor(settings.PublicAddress));
            };
        });

    private static void Describe(JsonSchema format)
    {
        format.Type = JsonObjectType.String;
        foreach (var known in ExportFormats.All)
        {
            format.Enumeration.Add(known.Name);
        }
    }
}

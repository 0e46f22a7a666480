using System.Text.Json.Serialization;
using FastEndpoints;
using FluentValidation;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Issuing;
using Microsoft.Extensions.Primitives;
using NJsonSchema.Annotations;

namespace Gcd.Features.Auth;

/// <summary>How to start a sign-in.</summary>
internal sealed record AuthRequest
{
    public const string LoginHintName = "login_hint";
    public const string ExpiresInDaysName = "expires_in_days";
    public const string RedirectedName = "redirected";

    /// <summary>The e-mail address to propose at Google.</summary>
    /// <example>ada@example.com</example>
    [BindFrom(LoginHintName), JsonSchemaType(typeof(string), IsNullable = true)]
    public StringValues LoginHint { get; init; }

    /// <summary>The name of the token that the sign-in gives, for a program that wants one of its own.</summary>
    /// <example>Phone system</example>
    [JsonSchemaType(typeof(string), IsNullable = true)]
    public StringValues Name { get; init; }

    /// <summary>The formats that the token opens; without it, all.</summary>
    [JsonSchemaType(typeof(string[]), IsNullable = true)]
    public StringValues Format { get; init; }

    /// <summary>The labels that the token opens, by name or by resource name; without it, all contacts.</summary>
    [JsonSchemaType(typeof(string[]), IsNullable = true)]
    public StringValues Label { get; init; }

    /// <summary>What every contact that the token opens must have.</summary>
    [JsonSchemaType(typeof(string[]), IsNullable = true)]
    public StringValues Has { get; init; }

    /// <summary>In how many days the token ends; without it, after the longest life that the operator allows.</summary>
    /// <example>90</example>
    [BindFrom(ExpiresInDaysName), JsonSchemaType(typeof(string), IsNullable = true)]
    public StringValues ExpiresInDays { get; init; }

    /// <summary>Set once the browser was redirected here. A proxy that hides the public origin would otherwise make it run in circles.</summary>
    [BindFrom(RedirectedName), HideFromDocs]
    public StringValues Redirected { get; init; }

    /// <summary>The token that is asked for; null for one that opens everything.</summary>
    public WantedToken? ToWanted()
    {
        var wanted = new WantedToken
        {
            Name = Name.ToString() is { Length: > 0 } name ? name : null,
            Formats = [.. Format.Given()],
            Labels = [.. Label.Given()],
            Has = [.. Has.Given()],
            ExpiresInDays = WantedToken.ReadDays(ExpiresInDays),
        };
        return wanted is { Name: null, Formats.Count: 0, Labels.Count: 0, Has.Count: 0, ExpiresInDays: null } ? null : wanted;
    }
}

internal sealed class AuthRequestValidator : Validator<AuthRequest>
{
    public AuthRequestValidator() =>
        RuleFor(request => request.LoginHint)
            .Must(hint => hint.Count <= 1 && hint.ToString().Length <= AuthProblems.LongestLoginHint)
            .WithState(_ => AuthProblems.BadLoginHint);
}

/// <summary>Where to send the person, and what the operator must have registered for it to work.</summary>
public sealed record AuthResponse
{
    /// <summary>The address at Google to open in a browser, within ten minutes.</summary>
    public required string AuthorizationUrl { get; init; }

    /// <summary>OAuth's state, which is in the address as well; it counts once.</summary>
    public required string State { get; init; }

    /// <summary>Where Google sends the person back to.</summary>
    public required string RedirectUriUsed { get; init; }

    /// <summary>What to do with the address, for people.</summary>
    public required string Message { get; init; }

    /// <summary>What the operator has to register at Google, for people.</summary>
    public required string Instructions { get; init; }

    /// <summary>What to compare when Google refuses.</summary>
    public required AuthTroubleshooting Troubleshooting { get; init; }

    public static AuthResponse For(string authorizationUrl, string state, string redirectUri) => new()
    {
        AuthorizationUrl = authorizationUrl,
        State = state,
        RedirectUriUsed = redirectUri,
        Message = "Visit this URL to authorize the application. Each user will get their own token.",
        Instructions = "Add the redirect_uri_used value to 'Authorized redirect URIs' of the OAuth client in the Google Cloud Console, exactly as shown here.",
        Troubleshooting = new AuthTroubleshooting
        {
            GoogleCloudConsole = "https://console.cloud.google.com/apis/credentials",
            RequiredRedirectUri = redirectUri,
            OauthScopes = GoogleScopes.All,
        },
    };
}

/// <summary>What to compare with the OAuth client's settings at Google.</summary>
public sealed record AuthTroubleshooting
{
    /// <summary>Where the OAuth client is set up.</summary>
    public required string GoogleCloudConsole { get; init; }

    /// <summary>Must stand among the client's authorized redirect URIs, character by character.</summary>
    public required string RequiredRedirectUri { get; init; }

    /// <summary>What a person is asked to allow.</summary>
    public required IReadOnlyList<string> OauthScopes { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AuthResponse))]
internal sealed partial class AuthJson : JsonSerializerContext;

using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Issuing;
using Gcd.Infrastructure.Tokens;
using Microsoft.Extensions.Primitives;

namespace Gcd.Features.Account;

/// <summary>A form of the account page that makes a token or a link.</summary>
internal sealed record NewTokenForm
{
    public StringValues Name { get; init; }

    public StringValues Format { get; init; }

    public StringValues Label { get; init; }

    public StringValues Has { get; init; }

    [FastEndpoints.BindFrom("expires_in_days")]
    public StringValues ExpiresInDays { get; init; }

    public WantedToken ToWanted(TokenKind kind) => new()
    {
        Kind = kind,
        Name = Name.ToString(),
        Formats = [.. Format.Given()],
        Labels = [.. Label.Given()],
        Has = [.. Has.Given()],
        ExpiresInDays = WantedToken.ReadDays(ExpiresInDays),
    };
}

/// <summary>The button beside a token, a link or a browser.</summary>
internal sealed record EndForm
{
    public StringValues Id { get; init; }
}

/// <summary>The form that removes everything.</summary>
internal sealed record DisconnectForm
{
    /// <summary>The box that has to be ticked.</summary>
    public StringValues Sure { get; init; }
}

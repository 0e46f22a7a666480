using System.Text;
using Gcd.Infrastructure.Crypto;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.SignIn;
using Gcd.Infrastructure.Tokens;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gcd.Tests.Kills;

/// <summary>
/// The process that is killed. It looks whether everything that was acknowledged before is there, says so, and then signs
/// people in, refreshes and revokes, telling each thing after the store has returned. Lines end with a mark, since a kill cuts them.
/// </summary>
internal sealed class StoreWriter
{
    private const int Writers = 4;
    private readonly StoreHandle opened;
    private readonly GrantSealer sealer;
    private readonly AccessTokens accessTokens;
    private readonly SignIns signIns;
    private readonly Stream output = Console.OpenStandardOutput();

    private StoreWriter(GcdSettings settings)
    {
        opened = TokenStores.Open(settings);
        sealer = new GrantSealer(opened.Keys.Ring);
        accessTokens = new AccessTokens(opened.Store, opened.Keys.Hasher, settings, TimeProvider.System, NullLogger<AccessTokens>.Instance);
        signIns = new SignIns(opened.Store, sealer, accessTokens, opened.Locks, TimeProvider.System);
    }

    /// <param name="expected">A file of acknowledged facts, in the form in which they were told.</param>
    public static async Task RunAsync(string expected)
    {
        var settings = SettingsSetup.Read(new ConfigurationBuilder().AddEnvironmentVariables().Build(), isDevelopment: false);
        var writer = new StoreWriter(settings);
        foreach (var line in await File.ReadAllLinesAsync(expected))
        {
            if (!await writer.HoldsAsync(Acknowledged.Parse(line)!))
            {
                writer.Tell($"lost {line}");
            }
        }

        writer.Tell("ready");
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(writer.WriteAsync)));
    }

    private async Task<bool> HoldsAsync(Acknowledged fact)
    {
        switch (fact.Kind)
        {
            case AcknowledgedKind.Token:
                var found = await accessTokens.FindAsync(fact.Subject, TokenKind.Access, default);
                return found?.User.GoogleSub == fact.Detail && sealer.Open(found.User).Status == SealStatus.Opened;
            case AcknowledgedKind.Revoked:
                return await accessTokens.FindAsync(fact.Subject, TokenKind.Access, default) is null;
            default:
                return (await opened.Store.FindUserBySubAsync(fact.Subject, default))?.Version >= fact.Number;
        }
    }

    private async Task WriteAsync()
    {
        while (true)
        {
            try
            {
                await WriteOnePersonAsync();
            }
            catch (StoreUnavailableException)
            {
                // PostgreSQL was killed; nothing was acknowledged.
                await Task.Delay(20);
            }
        }
    }

    private async Task WriteOnePersonAsync()
    {
        var sub = Guid.NewGuid().ToString("N");
        var person = new GooglePerson(sub, $"{sub}@example.com", IsEmailVerified: true);
        await SignInAsync(person);
        if (Random.Shared.Next(2) == 0)
        {
            var second = await SignInAsync(person);
            if (Random.Shared.Next(2) == 0)
            {
                var found = await accessTokens.FindAsync(second, TokenKind.Access, default);
                Tell(new Acknowledged(AcknowledgedKind.Revoking, second, sub));
                await opened.Store.RemoveTokenAsync(found!.Token.Hash, default);
                Tell(new Acknowledged(AcknowledgedKind.Revoked, second, sub));
            }
        }

        if (Random.Shared.Next(3) == 0)
        {
            await RefreshAsync(sub);
        }
    }

    private async Task<string> SignInAsync(GooglePerson person)
    {
        var tokens = new GoogleTokens { AccessToken = $"ya29.{Guid.NewGuid():N}", RefreshToken = $"1//{Guid.NewGuid():N}", RefreshAt = DateTimeOffset.UtcNow.AddHours(1), Scopes = "openid", IdToken = null };
        var token = (await signIns.SaveAsync(person, tokens, "client", default))!.Token;
        Tell(new Acknowledged(AcknowledgedKind.Token, token, person.Sub));
        return token;
    }

    private async Task RefreshAsync(string sub)
    {
        var user = (await opened.Store.FindUserBySubAsync(sub, default))!;
        var grant = sealer.Open(user).Grant! with { AccessToken = $"ya29.{Guid.NewGuid():N}" };
        if (await opened.Store.UpdateGrantAsync(user with { TokenData = sealer.Seal(grant, sub), Version = user.Version + 1 }, user.Version, default))
        {
            Tell(new Acknowledged(AcknowledgedKind.Version, sub, $"{user.Version + 1}"));
        }
    }

    private void Tell(object line)
    {
        // One write a line, so that a line is whole or visibly cut.
        lock (output)
        {
            output.Write(Encoding.ASCII.GetBytes($"{line}{Acknowledged.EndMark}\n"));
            output.Flush();
        }
    }
}

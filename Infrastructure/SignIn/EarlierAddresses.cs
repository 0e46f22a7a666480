using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.SignIn;

/// <summary>Decides at a sign-in whose the row is that a takeover left under the person's address.</summary>
internal sealed class EarlierAddresses(ITokenStore store, GoogleAccessTokens google)
{
    /// <summary>
    /// A row that the takeover left under the person's address is the person's if Google names them as the owner of its grant;
    /// of a grant that is dead, the earlier service's ID token says it. Where nothing says it, a grant that is alive belongs to whoever
    /// has the address, and a dead one to nobody: the address may be another person's by now.
    /// </summary>
    /// <exception cref="GoogleFaultException">Google does not answer now.</exception>
    public async Task SettleAsync(GooglePerson person, CancellationToken ct)
    {
        if (await store.FindUserByEmailAsync(person.Email, ct) is not { } holder || !EarlierSubject.IsUnknown(holder))
        {
            return;
        }

        var isAlive = true;
        try
        {
            // Also where an access token is still good: the refresh that gave it may have failed to learn the owner.
            await google.RenewAsync(holder, ct);
        }
        catch (GoogleFaultException fault)
        {
            if (await store.FindUserBySubAsync(holder.GoogleSub, ct) is null)
            {
                // Named by another request meanwhile.
                return;
            }

            if (!IsDead(fault.Kind))
            {
                throw;
            }

            isAlive = false;
        }

        await google.SettleByAddressAsync(holder, person.Sub, isAlive, ct);
    }

    private static bool IsDead(GoogleFaultKind kind) =>
        kind is GoogleFaultKind.SignInAgain or GoogleFaultKind.OtherClient or GoogleFaultKind.ContactsScopeMissing or GoogleFaultKind.SealedUnderOtherKey;
}

namespace Gcd.Infrastructure.Tokens;

/// <summary>Two rows of one person become one.</summary>
internal static class SettledSubject
{
    /// <param name="known">The row that Google's subject has.</param>
    /// <param name="earlier">What the takeover brought of the same subject.</param>
    /// <returns>The row that stays, with the grant that works.</returns>
    public static StoredUser Merge(StoredUser known, StoredUser earlier)
    {
        var grant = known.State == GrantState.Active ? known : earlier;
        return known with
        {
            TokenData = grant.TokenData,
            GrantedScopes = grant.GrantedScopes,
            ClientId = grant.ClientId,
            State = grant.State,
            Version = known.Version + 1,
            UpdatedAt = earlier.UpdatedAt,
        };
    }
}

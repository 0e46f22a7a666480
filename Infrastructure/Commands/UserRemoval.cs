using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Commands;

/// <summary>Ends everything of one person, as Disconnect on the account page does.</summary>
internal static class UserRemoval
{
    private const int BatchSize = 500;

    /// <param name="opened">The store.</param>
    /// <param name="revocation">Tells Google.</param>
    /// <param name="addressOrHash">As the command users shows them.</param>
    /// <param name="ct">Stops the search.</param>
    /// <exception cref="CommandException">There is nobody with this address or hash.</exception>
    public static async Task<string> RunAsync(StoreHandle opened, Revocation revocation, string addressOrHash, CancellationToken ct)
    {
        var user = await opened.Store.FindUserByEmailAsync(addressOrHash, ct) ?? await FindByHashAsync(opened, addressOrHash, ct)
            ?? throw new CommandException($"There is no user '{addressOrHash}'. Give an address or a user hash as the command users shows it. Nothing was changed.");
        return await revocation.DisconnectAsync(user, ct) switch
        {
            { IsEndedAtGoogle: true } => $"Everything stored about {user.UserHash} is removed, and the grant at Google has ended.",
            { Existed: true } => $"Everything stored about {user.UserHash} is removed, but Google did not confirm the end of the grant. The person can end it at https://myaccount.google.com/permissions.",
            _ => $"{user.UserHash} was gone already.",
        };
    }

    private static async Task<StoredUser?> FindByHashAsync(StoreHandle opened, string hash, CancellationToken ct)
    {
        await foreach (var users in StoreBatches.ReadAsync(opened.Rows.ReadUsersAsync, user => user.Email, BatchSize, ct))
        {
            if (users.FirstOrDefault(user => user.UserHash == hash) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}

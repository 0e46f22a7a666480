using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Memory;

namespace Gcd.Infrastructure.Exports;

/// <summary>Asks for one person's pages: what breaks or is refused is asked again with the same page token.</summary>
internal sealed class PageReader(PeopleClient people, PersonCalls calls, DownloadMemory memory, PersonQuery query)
{
    /// <param name="pageToken">Null for the first page.</param>
    /// <param name="accept">Takes a page over; when it throws a fault, the page is asked again.</param>
    /// <param name="ct">Ends all tries.</param>
    /// <exception cref="GoogleFaultException">The page cannot be had.</exception>
    /// <exception cref="DownloadMemoryException">The page is large, and other downloads hold all the memory for such pages.</exception>
    public async Task<T> ReadAsync<T>(string? pageToken, Func<PageBuffer, T> accept, CancellationToken ct)
    {
        LargeBuffer? large = null;
        while (true)
        {
            try
            {
                return await calls.ExecuteAsync(
                    GoogleCall.Connections,
                    async (token, tryCt) => accept(await people.GetConnectionsAsync(token, query, pageToken, Interlocked.Exchange(ref large, null), tryCt)),
                    ct);
            }
            catch (DownloadMemoryException)
            {
                // Waited for while nothing else is held: neither a part of the page nor Google's connection.
            }
            finally
            {
                large?.Dispose();
            }

            large = await memory.TakeLargeAsync(ct);
        }
    }
}

using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Memory;

namespace Gcd.Infrastructure.Exports;

/// <summary>Asks for a page until it is there and taken over. A large one waits for memory while nothing else is held.</summary>
internal sealed class PageTries(PersonCalls calls, DownloadMemory memory)
{
    /// <param name="call">What is asked.</param>
    /// <param name="receive">One try, with Google's access token and memory for a large page.</param>
    /// <param name="accept">Takes the page over; when it throws a fault, the page is asked again.</param>
    /// <param name="isWorthATry">Narrows what is tried again.</param>
    /// <param name="ct">Ends all tries.</param>
    /// <exception cref="GoogleFaultException">The page cannot be had.</exception>
    /// <exception cref="DownloadMemoryException">The page is large, and other downloads hold all the memory for such pages.</exception>
    public async Task<T> ReadAsync<T>(
        GoogleCall call,
        Func<string, LargeBuffer?, CancellationToken, Task<PageBuffer>> receive,
        Func<PageBuffer, T> accept,
        Func<GoogleFaultException, bool>? isWorthATry,
        CancellationToken ct)
    {
        LargeBuffer? large = null;
        while (true)
        {
            try
            {
                return await calls.ExecuteAsync(call, async (token, tryCt) => accept(await receive(token, Interlocked.Exchange(ref large, null), tryCt)), ct, isWorthATry);
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

using System.Net;
using Gcd.Infrastructure.Http.Limits;
using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Tokens;

/// <summary>
/// LIMIT_FAILED_TOKENS, by client address. It decides how a token that opens nothing is answered, not whether it is looked up:
/// a valid token must not suffer from what others at its address do. A look-up is one read, and malformed tokens cause none.
/// </summary>
internal sealed class FailedTokens(GcdSettings settings, LimitWindow window) : AddressLimit<IPAddress>(settings.Limits.FailedTokens, window, ClientAddress.Of);

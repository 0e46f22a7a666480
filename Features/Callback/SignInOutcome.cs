using Gcd.Infrastructure.Google;

namespace Gcd.Features.Callback;

/// <summary>How a sign-in ended.</summary>
internal abstract record SignInOutcome
{
    /// <summary>The person has a token.</summary>
    public sealed record Done(CallbackResponse Response) : SignInOutcome;

    /// <summary>The request, the person or Google's rules ended it.</summary>
    public sealed record Refused(CallbackRefusal Reason) : SignInOutcome;

    /// <summary>Google failed, or rejected the code or the OAuth client.</summary>
    public sealed record Failed(GoogleFaultException Fault) : SignInOutcome;
}

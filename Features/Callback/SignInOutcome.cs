using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.SignIn;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Callback;

/// <summary>How a sign-in ended.</summary>
internal abstract record SignInOutcome
{
    /// <summary>The person has a token.</summary>
    public sealed record Done(CallbackResponse Response, StoredUser User, FlowState Flow) : SignInOutcome;

    /// <summary>The request, the person or Google's rules ended it.</summary>
    public sealed record Refused(CallbackRefusal Reason) : SignInOutcome;

    /// <summary>The token was to open a label that the person does not have; nothing was saved.</summary>
    public sealed record NoSuchLabel(UnknownLabelException Label) : SignInOutcome;

    /// <summary>Google failed, or rejected the code or the OAuth client.</summary>
    public sealed record Failed(GoogleFaultException Fault) : SignInOutcome;
}

using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.OpenApi;

namespace Gcd.Features.Callback;

internal sealed class CallbackFormSummary : Summary<CallbackFormEndpoint, SignInForm>
{
    public CallbackFormSummary()
    {
        Summary = "Hand on what Google sent to a page of your own";
        Description = "For a service whose own page is the redirect URI: it hands on the parameters of Google's redirect as a form, and gets the person's token. Every field may be given once.";
        this.FinishesSignIn();
        this.Refuses(CallbackProblems.NotAForm, ErrorReplies.TooLarge);
    }
}

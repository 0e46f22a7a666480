using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.OpenApi;

namespace Gcd.Features.Callback;

internal sealed class CallbackSummary : Summary<CallbackEndpoint, CallbackRequest>
{
    public CallbackSummary()
    {
        Summary = "Where Google sends the person back to";
        Description = "Finishes a sign-in and shows the token, once. Google calls it in the person's browser, which gets a page; a program that follows the redirect gets JSON. Every parameter may be given once.";
        this.FinishesSignIn();
        this.Refuses(NegotiationProblems.NotAcceptable);
    }
}

using FastEndpoints;
using Gcd.Infrastructure.Hosting;
using Gcd.Infrastructure.OpenApi;

namespace Gcd.Features.Account;

internal sealed class AccountSummary : Summary<AccountEndpoint>
{
    public AccountSummary()
    {
        Summary = "A person's own page";
        Description = "A page for people who signed in with this browser: downloads with a choice of format and labels, their tokens and links, and how to leave. Programs use `/tokens`, `/links` and `/labels`.";
        Response(200, "The account, or how to sign in.", "text/html", PageExample.Of("Your account"));
        this.Refuses(StoreUnavailableReply.Problem("The disk is full."));
    }
}

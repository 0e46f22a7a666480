using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Http.Limits;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Microsoft.Extensions.Primitives;

namespace Gcd.Infrastructure.Downloads;

/// <summary>Answers whoever may download: with the file, or with why there is none. Tokens, links and sessions come here alike.</summary>
internal sealed class DownloadResponder(DownloadService service, DownloadPages pages, GcdSettings settings, DownloadSlots slots, DownloadLimits limits, TimeProvider time)
{
    /// <param name="context">The request.</param>
    /// <param name="current">Whose contacts, and what opened them.</param>
    /// <param name="format">What was asked for.</param>
    /// <param name="asked">Which contacts were asked for; the token's rights narrow it.</param>
    /// <param name="page">The parameter of that name.</param>
    /// <param name="ct">Stops the work when the caller leaves.</param>
    public Task RespondAsync(HttpContext context, TokenWithUser current, ExportFormat format, ContactFilter asked, StringValues page, CancellationToken ct)
    {
        return RespondAsync(context, current, format, asked, Choose, ct);

        ExportChoice Choose(ContactFilter filter) => pages.Read(page, format, filter, current.User) is { } from
            ? new ExportChoice(new ExportRequest(format)
            {
                Filter = filter,
                From = from,
                AddressOf = place => pages.Address(context.Request, place, format, filter, current.User),
            })
            : new ExportChoice(DownloadProblems.InvalidPage);
    }

    /// <param name="context">The request.</param>
    /// <param name="current">Whose contacts, and what opened them.</param>
    /// <param name="format">What was asked for.</param>
    /// <param name="asked">Which contacts were asked for; the token's rights narrow it.</param>
    /// <param name="choose">What is exported of those that may be.</param>
    /// <param name="ct">Stops the work when the caller leaves.</param>
    public async Task RespondAsync(HttpContext context, TokenWithUser current, ExportFormat format, ContactFilter asked, Func<ContactFilter, ExportChoice> choose, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "no-store";
        var rights = TokenRights.Parse(current.Token.Rights);
        var filter = rights.Narrow(asked);
        if (HttpProtocol.IsHttp10(context.Request.Protocol))
        {
            await Problems.WriteAsync(context, DownloadProblems.Http10);
        }
        else if (rights.Refusal(format) is { } notAllowed)
        {
            await RefuseAsync(context, notAllowed);
        }
        else if (settings.PersonFields is { } fields && filter.Reads.FirstOrDefault(part => !fields.Contains(part.Field.Name)) is { } notRead)
        {
            await Problems.WriteAsync(context, DownloadProblems.FieldNotRead(notRead.Field.Name));
        }
        else
        {
            var choice = choose(filter);
            await (choice.Request is { } export ? RespondAsync(context, current, export, choice.Terms ?? DownloadTerms.OfFile(context.Request, current.Token, export, settings), ct) : Problems.WriteAsync(context, choice.Problem!));
        }
    }

    /// <summary>Sends what may be sent to whoever asks, within the limits for downloads.</summary>
    /// <param name="context">The request.</param>
    /// <param name="current">Whose contacts, and what opened them.</param>
    /// <param name="export">What is sent.</param>
    /// <param name="terms">How.</param>
    /// <param name="ct">Stops the work when the caller leaves.</param>
    public async Task RespondAsync(HttpContext context, TokenWithUser current, ExportRequest export, DownloadTerms terms, CancellationToken ct)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            if (terms.SetHeaders is null)
            {
                DownloadHeaders.Set(context.Response, export, time.GetUtcNow());
            }
            else
            {
                DownloadHeaders.SetStream(context.Response, export.Format.MediaType);
            }

            await context.Response.StartAsync(ct);
            return;
        }

        switch (await (terms.WaitsForItsTurn ? slots.TakeInTurnAsync(current.User, ct) : slots.TakeAsync(current.User, ct)))
        {
            case DownloadAdmission.Refused(var problem):
                await Problems.WriteAsync(context, problem);
                break;
            case DownloadAdmission.Granted(var slot):
                RequestGate.Leave(context);
                using (slot)
                {
                    await SendAsync(context, current, export, terms, slot, ct);
                }

                break;
        }
    }

    private async Task SendAsync(HttpContext context, TokenWithUser current, ExportRequest export, DownloadTerms terms, DownloadSlot slot, CancellationToken ct)
    {
        var writer = new DownloadWriter(context, export, slot, limits, time);
        try
        {
            await service.SendAsync(current, export, terms, writer, ct);
            if (writer.HasStalled)
            {
                slots.CountStall(current.User);
            }
        }
        catch (GoogleFaultException fault) when (!context.Response.HasStarted && fault.Kind != GoogleFaultKind.SyncTokenExpired)
        {
            await (current.Token.Kind.AsSent() == TokenKind.Access ? GoogleRefusal.WriteAsync(context, fault) : Problems.WriteAsync(context, WithoutChallenge(GoogleProblems.Of(fault))));
        }
        catch (UnknownLabelException unknown) when (unknown.IsLimited)
        {
            await RefuseAsync(context, DownloadProblems.NotAllowed(unknown));
        }
        catch (UnknownLabelException unknown)
        {
            await Problems.WriteAsync(context, DownloadProblems.UnknownLabel(unknown));
        }
    }

    /// <summary>A link and a cookie are no credentials of HTTP authentication: 401 would let phones and browsers ask for a password.</summary>
    private static Problem WithoutChallenge(Problem problem) =>
        problem.Status == StatusCodes.Status401Unauthorized ? problem with { Status = StatusCodes.Status403Forbidden } : problem;

    private static Task RefuseAsync(HttpContext context, Problem problem)
    {
        context.Response.Headers.WWWAuthenticate = BearerHandler.InsufficientScope(problem.Error);
        return Problems.WriteAsync(context, problem);
    }
}

using Gcd.Sandbox.People;

namespace Gcd.Sandbox.Faults;

/// <summary>Carries a fault out.</summary>
internal static class FaultReply
{
    /// <summary>What comes before the reply.</summary>
    /// <returns>True when the reply is done.</returns>
    public static async Task<bool> BeginAsync(HttpContext context, Fault? fault)
    {
        if (fault is null)
        {
            return false;
        }

        await Task.Delay(fault.Delay, context.RequestAborted);
        if (fault.Until is { } until)
        {
            await until.WaitAsync(context.RequestAborted);
        }

        if (fault.Reset)
        {
            context.Abort();
            return true;
        }

        if (fault.Status is { } status)
        {
            if (fault.RetryAfter is { } wait)
            {
                context.Response.Headers.RetryAfter = wait;
            }

            await GoogleError.WriteAsync(context, status, fault.Body);
            return true;
        }

        return false;
    }

    /// <summary>Sends the right body, or what the fault makes of it.</summary>
    public static async Task SendAsync(HttpContext context, Fault? fault, ReadOnlyMemory<byte> body)
    {
        if (fault?.HoldReplyUntil is { } until)
        {
            await until.WaitAsync(context.RequestAborted);
        }

        if (fault?.Change is { } change)
        {
            body = change(body.ToArray());
        }

        if (fault?.EndAfter is { } end)
        {
            body = body[..Math.Min(end, body.Length)];
        }

        context.Response.ContentLength = body.Length;
        if (fault?.BreakAfter is { } cut)
        {
            await context.Response.Body.WriteAsync(body[..Math.Min(cut, body.Length)], context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}

using Gcd.Infrastructure.Http;

namespace Gcd.Features.Changes;

internal static class ChangesProblems
{
    public static readonly Problem InvalidCursor = new(
        StatusCodes.Status400BadRequest,
        "invalid-cursor",
        "The cursor is none of this list",
        "A cursor belongs to one person, one format and one choice of labels and properties. This one was changed or cut off, or it belongs to another request.",
        "Send the cursor of the last reply with the same format, label and has. Without a cursor you get everything.");

    public static readonly Problem CursorExpired = new(
        StatusCodes.Status410Gone,
        "cursor-expired",
        "The cursor has expired",
        "Google tells what changed for seven days after a read of everything, and only while the same fields are read.",
        "Ask again without the cursor. The reply holds everything: drop the contacts that you keep and are not in it.");
}

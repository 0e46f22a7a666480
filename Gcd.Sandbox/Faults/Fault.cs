namespace Gcd.Sandbox.Faults;

/// <summary>Something that goes wrong with a reply.</summary>
internal sealed class Fault
{
    public required GoogleOperation Operation { get; init; }

    /// <summary>Only for this account; null for any.</summary>
    public string? Account { get; init; }

    /// <summary>Only for the page of a list that starts at this item; null for any.</summary>
    public int? Start { get; init; }

    /// <summary>How often it happens; then the reply is right again.</summary>
    public int Times { get; set; } = 1;

    /// <summary>Answers with this status instead.</summary>
    public int? Status { get; init; }

    public string? RetryAfter { get; init; }

    /// <summary>The body that goes with <see cref="Status"/>; null for Google's usual one.</summary>
    public string? Body { get; init; }

    /// <summary>Waits before the reply begins.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Waits until this is done before the reply begins.</summary>
    public Task? Until { get; init; }

    /// <summary>Does what was asked, and waits until this is done before the reply goes out.</summary>
    public Task? HoldReplyUntil { get; init; }

    /// <summary>Breaks the connection before the reply begins.</summary>
    public bool Reset { get; init; }

    /// <summary>Sends this many bytes of the right body, then breaks the connection.</summary>
    public int? BreakAfter { get; init; }

    /// <summary>Sends this many bytes of the right body and ends it as if that were all.</summary>
    public int? EndAfter { get; init; }

    /// <summary>Changes the right body, such as into malformed JSON.</summary>
    public Func<byte[], byte[]>? Change { get; init; }
}

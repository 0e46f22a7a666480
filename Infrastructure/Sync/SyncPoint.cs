using System.Text.Json.Serialization;

namespace Gcd.Infrastructure.Sync;

/// <summary>A moment that Google can tell the changes since.</summary>
/// <param name="Token">Google's sync token.</param>
/// <param name="ReadAt">When the read of everything began that the token goes back to. Google knows it for seven days.</param>
/// <param name="Fingerprint">What was read, and how; see <see cref="SyncFingerprint"/>.</param>
internal sealed record SyncPoint(string Token, DateTimeOffset ReadAt, string Fingerprint)
{
    /// <summary>google-facts: counted from the read of everything, however often changes were asked for since.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    /// <summary>
    /// A moment that was named before anybody has read: the first read gives it Google's token. So a client that asks for the state first and
    /// reads then, as those of CardDAV do, costs no second read.
    /// </summary>
    public static SyncPoint Unread(DateTimeOffset now, string fingerprint) => new(string.Empty, now, fingerprint);

    public bool IsOver(DateTimeOffset now) => now - ReadAt >= Life;
}

[JsonSerializable(typeof(SyncPoint))]
internal sealed partial class SyncPointJson : JsonSerializerContext;

using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Gcd.Infrastructure.Crypto;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Sync;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Changes;

/// <summary>
/// The parameter <c>cursor</c>: Google's sync token, sealed for the person, the format and the filter. The caller alone keeps it, so nothing
/// has to be stored here.
/// </summary>
internal sealed class ChangesCursors(KeyRing keys, TimeProvider time)
{
    // Google's sync tokens have some hundred characters.
    private const int LongestText = 8192;

    /// <returns>The moment that it stands for, or why it cannot be used.</returns>
    public (SyncPoint? Point, Problem? Problem) Read(string cursor, ExportFormat format, ContactFilter filter, StoredUser user)
    {
        if (cursor.Length > LongestText || !Base64Url.IsValid(cursor))
        {
            return (null, ChangesProblems.InvalidCursor);
        }

        var status = keys.TryOpen(SealPurpose.ChangesCursor, Base64Url.DecodeFromChars(cursor), AssociatedData(format, filter, user), out var json);
        if (status == SealStatus.Opened && JsonSerializer.Deserialize(json!, SyncPointJson.Default.SyncPoint) is { } point && !point.IsOver(time.GetUtcNow()))
        {
            return (point, null);
        }

        // A key that is no longer configured was a good one once.
        return (null, status == SealStatus.Damaged ? ChangesProblems.InvalidCursor : ChangesProblems.CursorExpired);
    }

    public string Write(SyncPoint point, ExportFormat format, ContactFilter filter, StoredUser user) =>
        Base64Url.EncodeToString(keys.Seal(
            SealPurpose.ChangesCursor,
            JsonSerializer.SerializeToUtf8Bytes(point, SyncPointJson.Default.SyncPoint),
            AssociatedData(format, filter, user)));

    private static byte[] AssociatedData(ExportFormat format, ContactFilter filter, StoredUser user) =>
        Encoding.UTF8.GetBytes(SyncFingerprint.Of(
        [
            user.GoogleSub, format.Name, .. filter.Labels.Order(StringComparer.Ordinal), "has", .. filter.Has.Select(property => property.Name).Order(StringComparer.Ordinal),
            "within", .. filter.Within,
        ]));
}

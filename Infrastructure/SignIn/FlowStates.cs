using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Gcd.Infrastructure.Crypto;

namespace Gcd.Infrastructure.SignIn;

/// <summary>Seals flow states into the text of OAuth's <c>state</c>, and opens them again on any instance with the key.</summary>
internal sealed class FlowStates(KeyRing keys)
{
    // Far above any state that Gcd makes; what is longer is refused before it is decoded.
    public const int LongestText = 2048;

    public string Seal(FlowState state) =>
        Base64Url.EncodeToString(keys.Seal(SealPurpose.FlowState, JsonSerializer.SerializeToUtf8Bytes(state, FlowStateJson.Default.FlowState), AssociatedData));

    /// <summary>Null when the text was not sealed here; time, browser and use are the caller's to check.</summary>
    public FlowState? Open(string text)
    {
        if (text.Length is 0 or > LongestText || !Base64Url.IsValid(text))
        {
            return null;
        }

        var envelope = Base64Url.DecodeFromUtf8(Encoding.ASCII.GetBytes(text));
        return keys.TryOpen(SealPurpose.FlowState, envelope, AssociatedData, out var json) == SealStatus.Opened
            ? JsonSerializer.Deserialize(json, FlowStateJson.Default.FlowState)
            : null;
    }

    private static ReadOnlySpan<byte> AssociatedData => "oauth state v1"u8;
}

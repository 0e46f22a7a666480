using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Gcd.Sandbox.OAuth;

/// <summary>Signs ID tokens with RS256 and publishes the key as a JWKS.</summary>
internal sealed class IdTokenSigner : IDisposable
{
    private readonly List<(string Kid, RSA Key)> keys = [];
    private int made;

    public IdTokenSigner() => Rotate();

    /// <summary>A new key signs from now on; the old one stays published, as Google does for a while.</summary>
    public void Rotate() => keys.Insert(0, (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20)), SigningKeys.Number(made++)));

    /// <summary>The old keys are no longer published.</summary>
    public void ForgetOldKeys() => keys.RemoveRange(1, keys.Count - 1);

    public JsonObject Jwks() => new()
    {
        ["keys"] = new JsonArray([.. keys.Select(entry =>
        {
            var parameters = entry.Key.ExportParameters(includePrivateParameters: false);
            return (JsonNode)new JsonObject
            {
                ["kty"] = "RSA",
                ["alg"] = "RS256",
                ["use"] = "sig",
                ["kid"] = entry.Kid,
                ["n"] = Base64Url.EncodeToString(parameters.Modulus),
                ["e"] = Base64Url.EncodeToString(parameters.Exponent),
            };
        })]),
    };

    /// <param name="claims">What the token says.</param>
    /// <param name="hasWrongSignature">Whether another key signs than the header names.</param>
    /// <param name="change">Changes header and claims before they are signed.</param>
    public string Sign(JsonObject claims, bool hasWrongSignature = false, Action<JsonObject, JsonObject>? change = null)
    {
        var (kid, key) = keys[0];
        var header = new JsonObject { ["alg"] = "RS256", ["kid"] = kid, ["typ"] = "JWT" };
        change?.Invoke(header, claims);
        var signed = $"{Encode(header)}.{Encode(claims)}";
        using var foreign = hasWrongSignature ? SigningKeys.Foreign : null;
        var signature = (foreign ?? key).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    public void Dispose() => keys.ForEach(entry => entry.Key.Dispose());

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}

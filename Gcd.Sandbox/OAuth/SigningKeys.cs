using System.Security.Cryptography;

namespace Gcd.Sandbox.OAuth;

/// <summary>RSA keys, made once a process: making one takes a tenth of a second of processor time, and tests start hundreds of simulated Googles.</summary>
internal static class SigningKeys
{
    private const int Bits = 2048;
    private static readonly Lock Making = new();
    private static readonly List<RSAParameters> Made = [];

    /// <summary>Signs what is not to be believed; never published.</summary>
    private static readonly Lazy<RSAParameters> Unpublished = new(Make);

    public static RSA Foreign => RSA.Create(Unpublished.Value);

    /// <summary>A signer's first key, second key and so on: each has as many as it wants, and shares them with others.</summary>
    public static RSA Number(int index)
    {
        lock (Making)
        {
            while (Made.Count <= index)
            {
                Made.Add(Make());
            }

            // A copy, for an RSA is not promised to bear several threads.
            return RSA.Create(Made[index]);
        }
    }

    private static RSAParameters Make()
    {
        using var key = RSA.Create(Bits);
        return key.ExportParameters(includePrivateParameters: true);
    }
}

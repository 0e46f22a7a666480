using System.Security.Cryptography;
using System.Text;

namespace Gcd.Infrastructure.Tokens;

/// <summary>What stands for a person in the log: the first 16 hexadecimal digits of the SHA-256 of the address, as the earlier service made them.</summary>
internal static class UserHash
{
    public static string Of(string email) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email)))[..16];
}

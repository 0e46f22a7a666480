using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gcd.Tests.Fixtures;
using Gcd.Tests.Structure;

namespace Gcd.Tests.Proxies;

/// <summary>What the published files of proxies have in common: the site's name, a certificate of the test's own, and callers who trust it.</summary>
internal static class PublishedSite
{
    public const string Host = "contacts.example.com";

    /// <summary>Every word that is replaced must be there, so that the file cannot change without the test.</summary>
    public static string Read(string file, IEnumerable<(string Word, string Replacement)> changes)
    {
        var site = Repository.Read(file);
        foreach (var (word, replacement) in changes)
        {
            Assert.Contains(word, site, StringComparison.Ordinal);
            site = site.Replace(word, replacement, StringComparison.Ordinal);
        }

        return site;
    }

    public static string CertificateIn(string folder) => Path.Combine(folder, "site.pem");

    public static string KeyIn(string folder) => Path.Combine(folder, "site.key");

    public static async Task WriteCertificateAsync(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256) { CertificateExtensions = { names.Build() } };
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(CertificateIn(folder), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(KeyIn(folder), key.ExportPkcs8PrivateKeyPem());
    }

    public static Task<(int ExitCode, string Output, string Errors)> CurlAsync(string folder, Uri address, string path, params string[] options) =>
        Tool.RunAsync(Tool.Require("curl"), [
            "-sS", "--fail-with-body", "-w", "%{http_code}", "--cacert", CertificateIn(folder), "--resolve", $"{Host}:{address.Port}:127.0.0.1",
            .. options, address.GetLeftPart(UriPartial.Authority) + path]);
}

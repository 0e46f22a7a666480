using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gcd.Tests.Fixtures;
using Gcd.Tests.Structure;

namespace Gcd.Tests.Proxies;

/// <summary>deploy/nginx/gcd.conf itself, with no more changed than an operator changes: ports, addresses and the certificate's files.</summary>
internal static class PublishedNginx
{
    private const string Host = "contacts.example.com";

    public static Task<World> StartWorldAsync(params (string Name, string Value)[] extra) => World.StartAsync([("ALLOWED_HOSTS", $"{Host},localhost"), .. extra]);

    /// <summary>Every word that is replaced must be there, so that the file cannot change without this test.</summary>
    /// <param name="world">Gcd.</param>
    /// <param name="changes">What a test has to have otherwise than it is published.</param>
    public static async Task<Nginx> StartAsync(World world, params (string Word, string Replacement)[] changes)
    {
        var port = World.FreePort().ToString(CultureInfo.InvariantCulture);
        var site = Repository.Read("deploy/nginx/gcd.conf");
        foreach (var (word, replacement) in new[]
        {
            ("server 127.0.0.1:5000", $"server 127.0.0.1:{world.Address.Port}"),
            ("/var/log/nginx/gcd.error.log", ErrorLogOf(world)),
            ("listen 443 ssl", $"listen 127.0.0.1:{port} ssl"),
            ("listen 80;", $"listen 127.0.0.1:{World.FreePort()};"),
            ($"/etc/ssl/{Host}.pem", Path.Combine(world.Folder, "site.pem")),
            ($"/etc/ssl/{Host}.key", Path.Combine(world.Folder, "site.key")),
        }.Concat(changes))
        {
            Assert.Contains(word, site, StringComparison.Ordinal);
            site = site.Replace(word, replacement, StringComparison.Ordinal);
        }

        await WriteCertificateAsync(world.Folder);
        return await Nginx.StartSitesAsync(new Uri($"https://{Host}:{port}"), site);
    }

    private static string ErrorLogOf(World world) => Path.Combine(world.Folder, "gcd.error.log");

    /// <summary>The published file's log, and nginx's own.</summary>
    public static string ErrorLogsOf(World world, Nginx nginx) => File.ReadAllText(ErrorLogOf(world)) + nginx.ErrorLog;

    public static Task<(int ExitCode, string Output, string Errors)> CurlAsync(World world, Nginx nginx, string path, params string[] options) =>
        Tool.RunAsync(Tool.Require("curl"), [
            "-sS", "--fail-with-body", "-w", "%{http_code}", "--cacert", Path.Combine(world.Folder, "site.pem"), "--resolve", $"{Host}:{nginx.Address.Port}:127.0.0.1",
            .. options, nginx.Address.GetLeftPart(UriPartial.Authority) + path]);

    private static async Task WriteCertificateAsync(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256) { CertificateExtensions = { names.Build() } };
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(Path.Combine(folder, "site.pem"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder, "site.key"), key.ExportPkcs8PrivateKeyPem());
    }
}

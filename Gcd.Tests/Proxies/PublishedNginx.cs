using System.Globalization;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Proxies;

/// <summary>deploy/nginx/gcd.conf itself, with no more changed than an operator changes: ports, addresses and the certificate's files.</summary>
internal static class PublishedNginx
{
    private const string Instance = "    server 127.0.0.1:5000 max_fails=0;";

    public static Task<World> StartWorldAsync(params (string Name, string Value)[] extra) => World.StartAsync([("ALLOWED_HOSTS", $"{PublishedSite.Host},localhost"), .. extra]);

    /// <param name="world">Gcd.</param>
    /// <param name="changes">What a test has to have otherwise than it is published.</param>
    public static Task<Nginx> StartAsync(World world, params (string Word, string Replacement)[] changes) => StartAsync(world.Folder, [world.Address], changes);

    /// <param name="folder">Where the certificate is made, and the log written.</param>
    /// <param name="instances">Gcd.</param>
    /// <param name="changes">What a test has to have otherwise than it is published.</param>
    public static async Task<Nginx> StartAsync(string folder, IReadOnlyList<Uri> instances, params (string Word, string Replacement)[] changes)
    {
        var port = World.FreePort().ToString(CultureInfo.InvariantCulture);
        var site = PublishedSite.Read("deploy/nginx/gcd.conf", [
            (Instance, string.Join('\n', instances.Select(instance => Instance.Replace("5000", instance.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)))),
            ("/var/log/nginx/gcd.error.log", ErrorLogIn(folder)),
            ("listen 443 ssl", $"listen 127.0.0.1:{port} ssl"),
            ("listen 80;", $"listen 127.0.0.1:{World.FreePort()};"),
            ($"/etc/ssl/{PublishedSite.Host}.pem", PublishedSite.CertificateIn(folder)),
            ($"/etc/ssl/{PublishedSite.Host}.key", PublishedSite.KeyIn(folder)),
            .. changes,
        ]);
        await PublishedSite.WriteCertificateAsync(folder);
        return await Nginx.StartSitesAsync(new Uri($"https://{PublishedSite.Host}:{port}"), site);
    }

    /// <summary>The published file's log, and nginx's own.</summary>
    public static string ErrorLogsOf(World world, Nginx nginx) => File.ReadAllText(ErrorLogIn(world.Folder)) + nginx.ErrorLog;

    public static Task<(int ExitCode, string Output, string Errors)> CurlAsync(World world, Nginx nginx, string path, params string[] options) =>
        PublishedSite.CurlAsync(world.Folder, nginx.Address, path, options);

    private static string ErrorLogIn(string folder) => Path.Combine(folder, "gcd.error.log");
}

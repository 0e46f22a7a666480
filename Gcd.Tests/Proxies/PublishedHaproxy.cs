using System.Globalization;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Proxies;

/// <summary>deploy/haproxy/haproxy.cfg itself, with no more changed than an operator changes: ports, addresses, the certificate's file and the log's place.</summary>
internal static class PublishedHaproxy
{
    private static readonly string[] Places = ["10.0.0.5:5000", "10.0.0.6:5000", "10.0.0.7:5000"];

    // Only root can give up rights.
    private static readonly (string Word, string Replacement)[] WithoutRights =
        [("chroot /var/lib/haproxy", string.Empty), ("    user haproxy", string.Empty), ("    group haproxy", string.Empty)];

    /// <param name="folder">Where the certificate is made.</param>
    /// <param name="instances">Gcd, for the three places; one may take several.</param>
    /// <param name="changes">What a test has to have otherwise than it is published.</param>
    public static async Task<Haproxy> StartAsync(string folder, IReadOnlyList<Uri> instances, params (string Word, string Replacement)[] changes)
    {
        var port = World.FreePort().ToString(CultureInfo.InvariantCulture);
        var both = Path.Combine(folder, "haproxy.pem");
        await PublishedSite.WriteCertificateAsync(folder);
        await File.WriteAllTextAsync(both, await File.ReadAllTextAsync(PublishedSite.CertificateIn(folder)) + '\n' + await File.ReadAllTextAsync(PublishedSite.KeyIn(folder)));
        var configuration = PublishedSite.Read("deploy/haproxy/haproxy.cfg", [
            .. Places.Select((place, number) => (place, $"127.0.0.1:{instances[number % instances.Count].Port}")),
            ("bind :443", $"bind 127.0.0.1:{port}"),
            ("bind :80", $"bind 127.0.0.1:{World.FreePort()}"),
            ($"/etc/haproxy/{PublishedSite.Host}.pem", both),
            ("log /dev/log local0", "log stdout format raw local0"),
            .. Environment.IsPrivilegedProcess ? [] : WithoutRights,
            .. changes,
        ]);
        return await Haproxy.StartAsync(new Uri($"https://{PublishedSite.Host}:{port}"), configuration);
    }

    public static Task<(int ExitCode, string Output, string Errors)> CurlAsync(World world, Haproxy haproxy, string path, params string[] options) =>
        PublishedSite.CurlAsync(world.Folder, haproxy.Address, path, options);
}

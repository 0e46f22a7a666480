using System.Diagnostics;
using System.Globalization;

namespace Gcd.Tests.Fixtures;

/// <summary>A real nginx on loopback in front of Gcd, with lines of configuration of the test's choice.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly Process process;
    private readonly DirectoryInfo folder;

    private Nginx(Process process, DirectoryInfo folder, Uri address)
    {
        this.process = process;
        this.folder = folder;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Whether nginx wrote anything of a download to a temporary file.</summary>
    public bool HasTemporaryFiles => HasFilesOf("proxy") || HasFilesOf("body");

    public string ErrorLog => File.ReadAllText(Path.Combine(folder.FullName, "error.log"));

    public static Task<Nginx> StartAsync(Uri gcd, string location)
    {
        var port = World.FreePort();
        return StartSitesAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")), string.Create(CultureInfo.InvariantCulture,
            $$"""
            server {
              listen 127.0.0.1:{{port}};
              location / {
                proxy_pass http://127.0.0.1:{{gcd.Port}};
                {{location}}
              }
            }
            """));
    }

    /// <param name="address">Where the sites listen.</param>
    /// <param name="sites">What stands in nginx's http part.</param>
    public static async Task<Nginx> StartSitesAsync(Uri address, string sites)
    {
        var nginx = Tool.Require("nginx");
        var folder = Directory.CreateTempSubdirectory("gcd-nginx-");
        var configuration = Path.Combine(folder.FullName, "nginx.conf");
        await File.WriteAllTextAsync(configuration,
            $$"""
            daemon off;
            master_process off;
            pid {{folder.FullName}}/nginx.pid;
            error_log {{folder.FullName}}/error.log warn;
            events { worker_connections 64; }
            http {
              access_log off;
              proxy_temp_path {{folder.FullName}}/proxy;
              client_body_temp_path {{folder.FullName}}/body;
              fastcgi_temp_path {{folder.FullName}}/fastcgi;
              uwsgi_temp_path {{folder.FullName}}/uwsgi;
              scgi_temp_path {{folder.FullName}}/scgi;
              {{sites}}
            }
            """);
        var process = Process.Start(nginx, ["-p", folder.FullName, "-e", Path.Combine(folder.FullName, "error.log"), "-c", configuration]);
        await Listening.UntilAsync(process, address.Port, () => "it says why above.");
        return new Nginx(process, folder, address);
    }

    private bool HasFilesOf(string name) => Directory.EnumerateFiles(Path.Combine(folder.FullName, name), "*", SearchOption.AllDirectories).Any();

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
    }
}

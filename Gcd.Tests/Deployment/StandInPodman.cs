using Gcd.Sandbox.Host;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Deployment;

/// <summary>Stands in for podman and podman-compose: writes down what it is told, and runs Gcd of this build where it is to run the image.</summary>
internal sealed class StandInPodman : IDisposable
{
    private const string Podman =
        """
        #!/usr/bin/env bash
        set -eu
        echo "podman $*" >>"$CALLS"
        case $1 in
          network) echo '"10.89.41.0/24"' ;;
          image) echo an-image ;;
          volume) [ -z "$IS_LOST" ] || [ "$3" != google-contacts-downloader_postgres-data ] ;;
          exec) [ -z "$IS_SILENT" ] || [ "$2" != google-contacts-downloader-postgres-2 ] ;;
          # PostgreSQL's of an earlier release knows of no standby until it is made anew.
          container) if [ "$2" = inspect ] && { [ -z "$IS_EARLIER" ] || grep -q "^podman rm .* $3$" "$CALLS"; }; then echo /gcd/postgres.sh; fi ;;
          run)
            [ -z "${FAILS_WITH-}" ] || { echo "no such image" >&2; exit "$FAILS_WITH"; }
            shift
            settings=()
            while (($# > 0)); do
              case $1 in
                --env-file) mapfile -t lines < <(grep -v '^#' "$2" | grep .); settings+=("${lines[@]}"); shift 2 ;;
                -e) settings+=("$2=${!2}"); shift 2 ;;
                --pull | --network | --cap-drop) shift 2 ;;
                -*) shift ;;
                *) break ;;
              esac
            done
            # Without the image's name. Nothing listens at port 1, as nothing does in a container that was just made.
            shift
            exec env -i PATH="$PATH" ASPNETCORE_URLS=http://127.0.0.1:1 "${settings[@]}" dotnet "$GCD" "$@"
            ;;
        esac
        """;

    private const string Compose =
        """
        #!/usr/bin/env bash
        echo "podman-compose $*" >>"$CALLS"
        """;

    /// <summary>What the script waits for has happened, or does not.</summary>
    private const string Sleep = "#!/usr/bin/env bash\n";

    /// <summary>Ports 80 and 443 are open to root everywhere.</summary>
    private const string Id =
        """
        #!/usr/bin/env bash
        echo 0
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gcd-podman-");

    public StandInPodman()
    {
        var written = folder.CreateSubdirectory("written");
        foreach (var (name, text) in new[] { ("podman", Podman), ("podman-compose", Compose), ("sleep", Sleep), ("id", Id) })
        {
            var path = Path.Combine(written.FullName, name);
            File.WriteAllText(path, text);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        Executables.CopyTo(folder.FullName, Directory.EnumerateFiles(written.FullName));
    }

    /// <summary>The exit code of `podman run`, where it does not get so far as to run Gcd.</summary>
    public int? FailsWith { get; init; }

    /// <summary>Whether the containers of PostgreSQL are those of a release without a standby.</summary>
    public bool IsEarlier { get; init; }

    /// <summary>Whether the first PostgreSQL's volume is gone.</summary>
    public bool IsLost { get; init; }

    /// <summary>Whether the second PostgreSQL does not answer.</summary>
    public bool IsSilent { get; init; }

    /// <summary>What it was told, a line each.</summary>
    public IReadOnlyList<string> Calls => File.ReadAllLines(PathOfCalls);

    private string PathOfCalls => Path.Combine(folder.FullName, "calls");

    public Task<(int ExitCode, string Output, string Errors)> DeployAsync(DeploymentFolder deployment, params string[] arguments) =>
        Tool.RunAsync("/usr/bin/env", [
            $"PATH={folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}", $"CALLS={PathOfCalls}", $"GCD={GcdProcess.AssemblyPath}", $"FAILS_WITH={FailsWith}",
            $"IS_EARLIER={(IsEarlier ? "yes" : null)}", $"IS_LOST={(IsLost ? "yes" : null)}", $"IS_SILENT={(IsSilent ? "yes" : null)}",
            deployment.PathOf("deploy.sh"), .. arguments]);

    public void Dispose() => folder.Delete(recursive: true);
}

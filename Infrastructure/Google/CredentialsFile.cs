using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Google;

/// <summary>credentials.json, read again when the file changes, so that a repaired or replaced one needs no restart.</summary>
internal sealed partial class CredentialsFile(GcdSettings settings, ILogger<CredentialsFile> logger)
{
    public const string NotFound = "Credentials file not found. Put credentials.json of your OAuth client where GOOGLE_CREDENTIALS says; no restart is needed.";

    private readonly Lock reading = new();
    private State? state;

    /// <summary>Whether the file is there at all; <c>/health</c> tells this as the earlier service did.</summary>
    public bool Exists => File.Exists(settings.CredentialsPath);

    /// <summary>The client, or null with what is wrong and what to do.</summary>
    public (OAuthClientCredentials? Client, string? Fault) Read()
    {
        var stamp = Stamp.Of(settings.CredentialsPath);
        lock (reading)
        {
            if (state is null || state.Stamp != stamp)
            {
                var loaded = Load(stamp);
                if (loaded != state)
                {
                    Tell(loaded);
                }

                state = loaded;
            }

            return (state.Client, state.Fault);
        }
    }

    /// <exception cref="GoogleFaultException"><see cref="GoogleFaultKind.CredentialsFile"/></exception>
    public OAuthClientCredentials Require()
    {
        var (client, fault) = Read();
        return client ?? throw new GoogleFaultException(GoogleFaultKind.CredentialsFile, fault!);
    }

    private State Load(Stamp stamp)
    {
        if (stamp == Stamp.Missing)
        {
            return new State(stamp, null, NotFound);
        }

        try
        {
            var (client, fault) = CredentialsJson.Parse(File.ReadAllBytes(settings.CredentialsPath));
            return new State(stamp, client, fault is null ? null : $"The credentials file {fault}; no restart is needed.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Rights can change without a trace in the file's time, so this state never fits and the file is tried again.
            return new State(Stamp.Missing, null, "Credentials file not readable. Give the user that runs Gcd the right to read the file that GOOGLE_CREDENTIALS names; no restart is needed.");
        }
    }

    private void Tell(State loaded)
    {
        if (loaded.Fault is { } fault)
        {
            Log.Unusable(logger, settings.CredentialsPath, fault);
        }
        else
        {
            Log.Loaded(logger, settings.CredentialsPath);
            if (!loaded.Client!.RedirectUris.Contains(settings.RedirectUri.OriginalString))
            {
                Log.RedirectUriNotListed(logger, settings.RedirectUri.OriginalString);
            }
        }
    }

    private sealed record State(Stamp Stamp, OAuthClientCredentials? Client, string? Fault);

    private readonly record struct Stamp(DateTime WrittenUtc, long Length)
    {
        public static readonly Stamp Missing = new(default, -1);

        public static Stamp Of(string path)
        {
            try
            {
                // A link, as Kubernetes mounts secrets, stays as it is when what it leads to changes.
                var file = File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
                return file.Exists ? new Stamp(file.LastWriteTimeUtc, file.Length) : Missing;
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // Such as links in a circle, or a file that went away between two looks.
                return Missing;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The OAuth client was read from {Path}", EventName = "CredentialsLoaded")]
        public static partial void Loaded(ILogger logger, string path);

        [LoggerMessage(2, LogLevel.Error, "Nobody can sign in: {Path}: {Fault}", EventName = "CredentialsUnusable")]
        public static partial void Unusable(ILogger logger, string path, string fault);

        [LoggerMessage(3, LogLevel.Warning, "The credentials file does not list the redirect URI {RedirectUri}; unless it was added at Google since, sign-ins end with redirect_uri_mismatch", EventName = "RedirectUriNotListed")]
        public static partial void RedirectUriNotListed(ILogger logger, string redirectUri);
    }
}

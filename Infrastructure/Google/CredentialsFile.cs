using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Google;

/// <summary>credentials.json, read again when the file changes, so that a repaired or replaced one needs no restart.</summary>
internal sealed partial class CredentialsFile(GcdSettings settings, ILogger<CredentialsFile> logger)
{
    public const string NotFound = "Credentials file not found. Put the credentials.json of your OAuth client at the path in GOOGLE_CREDENTIALS; no restart is needed.";

    private const string NotReadable = "Credentials file not readable. Give the user that runs Gcd permission to read the file at the path in GOOGLE_CREDENTIALS; no restart is needed.";

    private readonly Lock reading = new();
    private State? state;

    /// <summary>Whether the file is there at all; <c>/health</c> tells this as the earlier service did.</summary>
    public bool Exists => File.Exists(settings.CredentialsPath);

    /// <summary>The client, or null with what is wrong and what to do. The file is read each time: its date and length can stay the same when it is replaced.</summary>
    public (OAuthClientCredentials? Client, string? Fault) Read()
    {
        lock (reading)
        {
            var (content, unreadable) = ReadContent();
            if (state is null || state.Unreadable != unreadable || !content.AsSpan().SequenceEqual(state.Content))
            {
                state = unreadable is null ? Parse(content!) : new State(null, null, unreadable) { Unreadable = unreadable };
                Tell(state);
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

    /// <returns>What the file holds, or why it cannot be read.</returns>
    private (byte[]? Content, string? Unreadable) ReadContent()
    {
        try
        {
            return File.Exists(settings.CredentialsPath) && !IsCircle(settings.CredentialsPath) ? (File.ReadAllBytes(settings.CredentialsPath), null) : (null, NotFound);
        }
        catch (FileNotFoundException)
        {
            // It went away between the two.
            return (null, NotFound);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (null, NotReadable);
        }
    }

    /// <summary>Links that lead to each other, of which File.Exists says that they are there.</summary>
    private static bool IsCircle(string path)
    {
        try
        {
            File.ResolveLinkTarget(path, returnFinalTarget: true);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static State Parse(byte[] content)
    {
        var (client, fault) = CredentialsJson.Parse(content);
        return new State(content, client, fault is null ? null : $"The credentials file {fault}; no restart is needed.");
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

    private sealed record State(byte[]? Content, OAuthClientCredentials? Client, string? Fault)
    {
        public string? Unreadable { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The OAuth client was read from {Path}", EventName = "CredentialsLoaded")]
        public static partial void Loaded(ILogger logger, string path);

        [LoggerMessage(2, LogLevel.Error, "Sign-in is not possible: {Path}: {Fault}", EventName = "CredentialsUnusable")]
        public static partial void Unusable(ILogger logger, string path, string fault);

        [LoggerMessage(3, LogLevel.Warning, "The credentials file does not list the redirect URI {RedirectUri}; unless you have added it at Google since, sign-ins fail with redirect_uri_mismatch", EventName = "RedirectUriNotListed")]
        public static partial void RedirectUriNotListed(ILogger logger, string redirectUri);
    }
}

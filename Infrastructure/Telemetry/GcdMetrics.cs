using System.Text.Json;
using Gcd.Infrastructure.Tokens;
using Prometheus;

namespace Gcd.Infrastructure.Telemetry;

/// <summary>The metrics of the earlier service, by the same names and labels, and a few of the same kind. Labels hold only values known beforehand.</summary>
internal sealed class GcdMetrics
{
    private static readonly string[] Statuses = ["success", "error"];
    private static readonly string[] DownloadStatuses = [.. Enum.GetNames<DownloadOutcome>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    // A quick reply is a millisecond or two; a download may take DOWNLOAD_MAX_MINUTES.
    private static readonly double[] RequestBuckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];

    private readonly Counter downloads;
    private readonly Counter contacts;
    private readonly Counter flows;
    private readonly Gauge users;
    private readonly Gauge tokens;
    private readonly Gauge tokensByKind;
    private readonly Gauge usersByAccess;
    private readonly Gauge databaseSize;
    private readonly Gauge ready;

    public GcdMetrics(CollectorRegistry registry)
    {
        var factory = Metrics.WithCustomRegistry(registry);
        users = factory.CreateGauge("gcd_registered_users_total", "Registered users in the database.");
        tokens = factory.CreateGauge("gcd_active_tokens_total", "Access tokens in the database.");
        tokensByKind = factory.CreateGauge("gcd_tokens", "Tokens in the database by kind: access for programs, link for export links, session for browsers that are signed in.", "kind");
        usersByAccess = factory.CreateGauge("gcd_users", "Users by whether Google still accepts their grant.", "google_access");
        downloads = factory.CreateCounter("gcd_downloads_total", "Downloads by format and status: success, not_modified where the caller had the file already, or error for one that was refused by Google, broken off or abandoned.", "format", "status");
        DownloadsInProgress = factory.CreateGauge("gcd_downloads_in_progress", "Downloads that run now.");
        contacts = factory.CreateCounter("gcd_contacts_downloaded_total", "Contacts downloaded across all users.");
        ShortAddressBooks = factory.CreateCounter("gcd_short_address_books_total", "Downloads for which Google delivered fewer contacts than it had announced.");
        flows = factory.CreateCounter("gcd_oauth_flows_total", "Sign-ins that came back from Google, by status.", "status");
        databaseSize = factory.CreateGauge("gcd_database_size_bytes", "Size of the database in bytes.");
        ready = factory.CreateGauge("gcd_ready", "1 when the store answers and the credentials file can be used, as /health/ready tells, else 0.");
        StoreFailures = factory.CreateCounter("gcd_store_failures_total", "Requests refused because the token store could not be read or written (disk full or read-only, database away).");
        EncryptionWarnings = factory.CreateCounter("gcd_encryption_warnings_total", "Warnings about an unsafe encryption key.");
        Requests = factory.CreateCounter("gcd_http_requests_total", "HTTP requests by method, route and status.", "method", "endpoint", "status_code");
        Durations = factory.CreateHistogram(
            "gcd_http_request_duration_seconds",
            "How long HTTP requests took; a download counts to its end.",
            ["method", "endpoint"],
            new HistogramConfiguration { Buckets = RequestBuckets });
        foreach (var status in Statuses)
        {
            flows.WithLabels(status);
        }
    }

    public Gauge DownloadsInProgress { get; }

    public Counter ShortAddressBooks { get; }

    public Counter StoreFailures { get; }

    public Counter EncryptionWarnings { get; }

    public Counter Requests { get; }

    public Histogram Durations { get; }

    /// <summary>Series that are known beforehand exist at 0 from the start, so that rates have a beginning.</summary>
    public void DeclareFormat(string format)
    {
        foreach (var status in DownloadStatuses)
        {
            downloads.WithLabels(format, status);
        }
    }

    public void CountDownload(string format, DownloadOutcome outcome, long written)
    {
        downloads.WithLabels(format, DownloadStatuses[(int)outcome]).Inc();
        contacts.Inc(written);
    }

    public void CountFlow(bool isSuccess) => flows.WithLabels(Status(isSuccess)).Inc();

    public void SetStore(StoreCounts counts, long databaseBytes)
    {
        users.Set(counts.Users);
        tokens.Set(counts.AccessTokens);
        tokensByKind.WithLabels("access").Set(counts.AccessTokens);
        tokensByKind.WithLabels("link").Set(counts.Links);
        tokensByKind.WithLabels("session").Set(counts.Sessions);
        usersByAccess.WithLabels("active").Set(counts.Users - counts.NeedSignIn);
        usersByAccess.WithLabels("needs_sign_in").Set(counts.NeedSignIn);
        databaseSize.Set(databaseBytes);
    }

    public void SetReady(bool isReady) => ready.Set(isReady ? 1 : 0);

    private static string Status(bool isSuccess) => isSuccess ? Statuses[0] : Statuses[1];
}

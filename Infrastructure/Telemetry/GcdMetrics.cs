using Prometheus;

namespace Gcd.Infrastructure.Telemetry;

/// <summary>The metrics of the earlier service, by the same names and labels. Labels hold only values known beforehand.</summary>
internal sealed class GcdMetrics
{
    private readonly Counter downloads;
    private readonly Counter contacts;
    private readonly Counter flows;
    private readonly Gauge users;
    private readonly Gauge tokens;
    private readonly Gauge databaseSize;

    public GcdMetrics()
    {
        var factory = Metrics.WithCustomRegistry(Registry);
        users = factory.CreateGauge("gcd_registered_users_total", "Registered users in the database.");
        tokens = factory.CreateGauge("gcd_active_tokens_total", "Access tokens in the database.");
        downloads = factory.CreateCounter("gcd_downloads_total", "Downloads by format and status.", "format", "status");
        contacts = factory.CreateCounter("gcd_contacts_downloaded_total", "Contacts downloaded across all users.");
        flows = factory.CreateCounter("gcd_oauth_flows_total", "Sign-ins that came back from Google, by status.", "status");
        databaseSize = factory.CreateGauge("gcd_database_size_bytes", "Size of the database file in bytes.");
        EncryptionWarnings = factory.CreateCounter("gcd_encryption_warnings_total", "Warnings about an unsafe encryption key.");
        Requests = factory.CreateCounter("gcd_http_requests_total", "HTTP requests by method, route and status.", "method", "endpoint", "status_code");
        Durations = factory.CreateHistogram("gcd_http_request_duration_seconds", "How long HTTP requests took.", "method", "endpoint");
        foreach (var status in Statuses)
        {
            flows.WithLabels(status);
        }
    }

    /// <summary>One registry a host, so that hosts in one process (tests) count apart.</summary>
    public CollectorRegistry Registry { get; } = Metrics.NewCustomRegistry();

    public Counter EncryptionWarnings { get; }

    public Counter Requests { get; }

    public Histogram Durations { get; }

    private static readonly string[] Statuses = ["success", "error"];

    /// <summary>Series that are known beforehand exist at 0 from the start, so that rates have a beginning.</summary>
    public void DeclareFormat(string format)
    {
        foreach (var status in Statuses)
        {
            downloads.WithLabels(format, status);
        }
    }

    public void CountDownload(string format, bool isSuccess, long written)
    {
        downloads.WithLabels(format, Status(isSuccess)).Inc();
        contacts.Inc(written);
    }

    public void CountFlow(bool isSuccess) => flows.WithLabels(Status(isSuccess)).Inc();

    public void SetStore(long userCount, long tokenCount, long databaseBytes)
    {
        users.Set(userCount);
        tokens.Set(tokenCount);
        databaseSize.Set(databaseBytes);
    }

    private static string Status(bool isSuccess) => isSuccess ? Statuses[0] : Statuses[1];
}

using Gcd.Infrastructure.Http;

namespace Gcd.Infrastructure.Downloads;

/// <summary>Whether a download may run now.</summary>
internal abstract record DownloadAdmission
{
    public sealed record Granted(DownloadSlot Slot) : DownloadAdmission;

    public sealed record Refused(Problem Problem) : DownloadAdmission;
}

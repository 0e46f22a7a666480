namespace Gcd.Infrastructure.Memory;

/// <summary>Other downloads hold all the memory that DOWNLOAD_MEMORY_MB allows.</summary>
internal sealed class DownloadMemoryException() : Exception("Other downloads hold all the memory that DOWNLOAD_MEMORY_MB allows.");

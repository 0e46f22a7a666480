namespace Gcd.Infrastructure.Crypto;

/// <summary>What a sealed value is for; a value sealed for one purpose never opens for another.</summary>
internal enum SealPurpose
{
    Storage,
    FlowState,
    DownloadPage,
    ChangesCursor,
}

namespace Gcd.Infrastructure.Tokens;

/// <summary>A store in a file can be copied to another file while it is in use.</summary>
internal interface IStoreBackup
{
    /// <summary>Writes everything that was acknowledged so far, complete with <c>gcd_meta</c>, to a new file of mode 0600.</summary>
    /// <exception cref="IOException">The file cannot be written; what was there of it is deleted.</exception>
    ValueTask WriteAsync(string file, CancellationToken ct);
}

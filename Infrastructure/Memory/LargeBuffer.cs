namespace Gcd.Infrastructure.Memory;

/// <summary>Memory for one page of Google's largest size, of which there are few at once.</summary>
internal sealed class LargeBuffer(byte[] bytes, Action giveBack) : IDisposable
{
    private Action? giveBack = giveBack;

    public byte[] Bytes => bytes;

    public void Dispose() => Interlocked.Exchange(ref giveBack, null)?.Invoke();
}

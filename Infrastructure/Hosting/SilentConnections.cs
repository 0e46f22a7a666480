using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gcd.Infrastructure.Hosting;

/// <summary>
/// Connections on which no request runs. Kestrel watches how long headers take until it is told to stop, and no longer: then half a
/// request would hold the stop for all of SHUTDOWN_SECONDS, with nobody let in meanwhile.
/// </summary>
internal sealed class SilentConnections(TimeProvider time)
{
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, Entry> open = new(StringComparer.Ordinal);

    /// <summary>Before TLS and HTTP, on every address that Kestrel listens on.</summary>
    public void Watch(ListenOptions listen) =>
        listen.Use(next => async connection =>
        {
            open[connection.ConnectionId] = new Entry(connection, time.GetTimestamp());
            try
            {
                await next(connection);
            }
            finally
            {
                open.TryRemove(connection.ConnectionId, out _);
            }
        });

    /// <summary>Around everything that answers requests.</summary>
    public async Task ObserveAsync(HttpContext context, RequestDelegate next)
    {
        if (!open.TryGetValue(context.Connection.Id, out var entry))
        {
            await next(context);
            return;
        }

        entry.Begin();
        try
        {
            await next(context);
        }
        finally
        {
            entry.End(time.GetTimestamp());
        }
    }

    /// <summary>From the stop on: aborts those that have been silent for as long as headers may take. Replies that still go out have that long, too.</summary>
    public async Task AbortAsync()
    {
        for (; !open.IsEmpty; await Task.Delay(Round, time))
        {
            foreach (var entry in open.Values.Where(entry => entry.SilentSince is { } since && time.GetElapsedTime(since) >= ConnectionLimits.Headers))
            {
                entry.Connection.Abort(new ConnectionAbortedException("The service stops, and no request came."));
            }
        }
    }

    private sealed class Entry(ConnectionContext connection, long opened)
    {
        private readonly Lock changing = new();
        private long silentSince = opened;
        private int running;

        public ConnectionContext Connection => connection;

        public long? SilentSince
        {
            get
            {
                lock (changing)
                {
                    return running == 0 ? silentSince : null;
                }
            }
        }

        public void Begin()
        {
            lock (changing)
            {
                running++;
            }
        }

        public void End(long now)
        {
            lock (changing)
            {
                running--;
                silentSince = now;
            }
        }
    }
}

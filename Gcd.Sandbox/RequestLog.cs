using System.Collections.Concurrent;

namespace Gcd.Sandbox;

/// <summary>What was asked, for tests to look at.</summary>
internal sealed class RequestLog
{
    private readonly ConcurrentDictionary<GoogleOperation, int> counts = new();

    /// <summary>Requests to routes that Google does not have; a test that causes one has failed.</summary>
    public ConcurrentQueue<string> Unknown { get; } = new();

    /// <summary>Every request for a page of contacts.</summary>
    public ConcurrentQueue<PageRequest> Connections { get; } = new();

    /// <summary>Every request for a page of labels.</summary>
    public ConcurrentQueue<PageRequest> ContactGroups { get; } = new();

    /// <summary>Every request for one person.</summary>
    public ConcurrentQueue<PageRequest> Person { get; } = new();

    /// <summary>Every request for several people by their names.</summary>
    public ConcurrentQueue<PageRequest> BatchGet { get; } = new();

    public int this[GoogleOperation operation] => counts.GetValueOrDefault(operation);

    public void Count(GoogleOperation operation) => counts.AddOrUpdate(operation, 1, (_, count) => count + 1);

    /// <summary>The requests of an operation that reads contacts or labels.</summary>
    public ConcurrentQueue<PageRequest> Of(GoogleOperation operation) => operation switch
    {
        GoogleOperation.Connections => Connections,
        GoogleOperation.ContactGroups => ContactGroups,
        GoogleOperation.Person => Person,
        GoogleOperation.BatchGet => BatchGet,
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "Only counted."),
    };

    public void Reset()
    {
        counts.Clear();
        Connections.Clear();
        ContactGroups.Clear();
        Person.Clear();
        BatchGet.Clear();
    }
}

/// <summary>One request for a page of a list, or for people by their names.</summary>
internal sealed class PageRequest
{
    public required string Account { get; init; }

    /// <summary>The position of the page's first item.</summary>
    public required int Start { get; init; }

    public required IReadOnlyDictionary<string, string> Query { get; init; }

    public required string AcceptEncoding { get; init; }

    public required string AccessToken { get; init; }

    /// <summary>Ends when the client goes away before the reply was sent in full.</summary>
    public TaskCompletionSource Aborted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

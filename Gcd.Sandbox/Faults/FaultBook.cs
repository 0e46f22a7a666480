using System.Text.Json.Nodes;

namespace Gcd.Sandbox.Faults;

/// <summary>The faults that are switched on.</summary>
internal sealed class FaultBook
{
    private readonly Lock gate = new();
    private readonly List<Fault> faults = [];
    private readonly Queue<IdTokenFault> idTokens = new();
    private readonly Queue<Action<JsonObject, JsonObject>> idTokenChanges = new();
    private readonly Queue<string> authorizationErrors = new();
    private int contactsUnticked;
    private int noRefreshToken;

    /// <summary>How many faults are still to happen.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return faults.Count;
            }
        }
    }

    public void Add(Fault fault)
    {
        lock (gate)
        {
            faults.Add(fault);
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            faults.Clear();
            idTokens.Clear();
            idTokenChanges.Clear();
            authorizationErrors.Clear();
            contactsUnticked = 0;
            noRefreshToken = 0;
        }
    }

    /// <summary>The next person leaves the box for contacts empty.</summary>
    public void UntickContacts() => Interlocked.Increment(ref contactsUnticked);

    /// <summary>The next exchange gives no refresh token.</summary>
    public void WithholdRefreshToken() => Interlocked.Increment(ref noRefreshToken);

    /// <summary>The next ID token is wrong.</summary>
    public void SpoilIdToken(IdTokenFault fault)
    {
        lock (gate)
        {
            idTokens.Enqueue(fault);
        }
    }

    /// <summary>Header and claims of the next ID token are changed before it is signed.</summary>
    public void ChangeIdToken(Action<JsonObject, JsonObject> change)
    {
        lock (gate)
        {
            idTokenChanges.Enqueue(change);
        }
    }

    /// <summary>The next authorisation comes back with this error, such as access_denied.</summary>
    public void RefuseAuthorization(string error)
    {
        lock (gate)
        {
            authorizationErrors.Enqueue(error);
        }
    }

    public Fault? Take(GoogleOperation operation, string? account = null, int? start = null)
    {
        lock (gate)
        {
            var fault = faults.Find(known => known.Operation == operation
                && (known.Account is null || known.Account == account)
                && (known.Start is null || known.Start == start));
            if (fault is not null && --fault.Times == 0)
            {
                faults.Remove(fault);
            }

            return fault;
        }
    }

    public bool TakeContactsUnticked() => TakeOne(ref contactsUnticked);

    public bool TakeNoRefreshToken() => TakeOne(ref noRefreshToken);

    public IdTokenFault TakeIdTokenFault()
    {
        lock (gate)
        {
            return idTokens.TryDequeue(out var fault) ? fault : IdTokenFault.None;
        }
    }

    public Action<JsonObject, JsonObject>? TakeIdTokenChange()
    {
        lock (gate)
        {
            return idTokenChanges.TryDequeue(out var change) ? change : null;
        }
    }

    public string? TakeAuthorizationError()
    {
        lock (gate)
        {
            return authorizationErrors.TryDequeue(out var error) ? error : null;
        }
    }

    private bool TakeOne(ref int count)
    {
        lock (gate)
        {
            return count > 0 && count-- > 0;
        }
    }
}

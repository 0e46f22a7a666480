using System.Collections;
using Razorvine.Pickle;

namespace Gcd.Infrastructure.EarlierService;

/// <summary>What is used of <c>google.oauth2.credentials.Credentials</c>, the class that the earlier service pickled.</summary>
internal sealed record EarlierCredentials
{
    public required string RefreshToken { get; init; }

    public required string? ClientId { get; init; }

    /// <summary>The granted ones where the pickle tells them, else those that were asked for; null where it tells neither.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    public string? IdToken { get; init; }

    /// <summary>Reads a pickle as data: nothing that it names is run, and what it may name is known beforehand.</summary>
    /// <returns>Null where it is not usable: broken, hostile, of another class, or without a refresh token.</returns>
    public static EarlierCredentials? Read(ReadOnlyMemory<byte> pickle)
    {
        if (!PickleGuard.IsHarmless(pickle.Span))
        {
            return null;
        }

        try
        {
            using var unpickler = new Unpickler();
            // As an array of its own: of any other memory the library would read the whole array that lies below.
            return unpickler.loads(pickle.ToArray()) is IDictionary<string, object> state ? Of(state) : null;
        }
        catch (Exception fault) when (fault is PickleException or ArgumentException or FormatException or InvalidCastException or IOException or NullReferenceException or OverflowException or IndexOutOfRangeException)
        {
            // A date that is none, a key that comes twice; the library says so in its own and in other words.
            return null;
        }
    }

    /// <summary>Secrets are never printed.</summary>
    public override string ToString() => nameof(EarlierCredentials);

    private static EarlierCredentials? Of(IDictionary<string, object> state) =>
        TextOf(state, "_refresh_token") is { } refreshToken
            ? new EarlierCredentials
            {
                RefreshToken = refreshToken,
                ClientId = TextOf(state, "_client_id"),
                Scopes = TextsOf(state, "_granted_scopes") ?? TextsOf(state, "_scopes"),
                IdToken = TextOf(state, "_id_token"),
            }
            : null;

    private static string? TextOf(IDictionary<string, object> state, string name) =>
        state.TryGetValue(name, out var value) && value is string { Length: > 0 } text ? text : null;

    /// <summary>A list, a tuple or a set of texts, or one text with blanks between them, as Google's reply has it.</summary>
    private static List<string>? TextsOf(IDictionary<string, object> state, string name)
    {
        if (!state.TryGetValue(name, out var value))
        {
            return null;
        }

        var texts = value switch
        {
            string text => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            IEnumerable items and not IDictionary => items.OfType<string>().ToList(),
            _ => [],
        };
        return texts.Count > 0 ? texts : null;
    }
}

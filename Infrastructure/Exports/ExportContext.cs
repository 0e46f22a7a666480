using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports;

/// <summary>What a format may know of the export that it writes. It belongs to one export and is used by one thread at a time.</summary>
internal sealed class ExportContext : IDisposable
{
    /// <summary>The address of the person whose contacts these are.</summary>
    public required string UserEmail { get; init; }

    /// <summary>The day of the export, in UTC.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The person's labels, for a format that reads memberships; they are there before the first call.</summary>
    public ContactGroups Labels { get; set; } = ContactGroups.None;

    /// <summary>The address that gives what comes after a place; null where nobody asked over HTTP.</summary>
    public Func<ExportPlace, string>? AddressOf { get; init; }

    /// <summary>The place before the contact at hand.</summary>
    public ExportPlace Place { get; set; }

    /// <summary>What a format keeps of this export between calls, made by its Begin. Pages that fail are written again, so a format that has any must need whole pages.</summary>
    public object? State { get; set; }

    /// <summary>Whether only what changed since an earlier read is exported.</summary>
    public bool TellsChanges { get; init; }

    /// <summary>Whether Google gives a sync token at the end; known before the first call.</summary>
    public bool IsSynced { get; set; }

    /// <summary>The cursor that a caller gets for a sync token; null where nobody asked for one.</summary>
    public Func<string, string>? CursorOf { get; set; }

    /// <summary>Google's sync token, known before the end of the file is written; null where none was asked for or given.</summary>
    public string? NextSyncToken { get; set; }

    /// <summary>Memory for composed values; emptied before each contact.</summary>
    public PlainText Scratch { get; } = new();

    /// <summary>A value of the contact as plain UTF-8, good until the next contact.</summary>
    public ReadOnlySpan<byte> Text(Contact contact, TextRange text) => Scratch.Of(contact.Raw(text), text.HasEscapes);

    public void Dispose() => (State as IDisposable)?.Dispose();
}

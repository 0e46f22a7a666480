using System.Collections.Frozen;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports;

/// <summary>What a format may know of the export that it writes. It belongs to one export and is used by one thread at a time.</summary>
internal sealed class ExportContext
{
    /// <summary>The address of the person whose contacts these are.</summary>
    public required string UserEmail { get; init; }

    /// <summary>The day of the export, in UTC.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The names of the person's labels by their resource names, for a format that shows them.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Where the export was asked for, for a format that refers to itself; null where nobody asked over HTTP.</summary>
    public Uri? RequestAddress { get; init; }

    /// <summary>Memory for composed values; emptied before each contact.</summary>
    public PlainText Scratch { get; } = new();

    /// <summary>A value of the contact as plain UTF-8, good until the next contact.</summary>
    public ReadOnlySpan<byte> Text(Contact contact, TextRange text) => Scratch.Of(contact.Raw(text), text.HasEscapes);
}

using System.Text.Json;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>How far a <see cref="PeoplePageReader"/> has come, and what it knows by then.</summary>
internal record struct PeoplePagePosition
{
    public int Offset { get; set; }

    public JsonReaderState Json { get; set; }

    /// <summary>Whether the root object was entered.</summary>
    public bool IsBegun { get; set; }

    public bool IsInConnections { get; set; }

    public bool IsAtEnd { get; set; }

    /// <summary>How many contacts were read; null before their list.</summary>
    public int? Contacts { get; set; }

    public string? NextPageToken { get; set; }

    public string? NextSyncToken { get; set; }

    public int? TotalItems { get; set; }
}

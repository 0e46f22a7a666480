using System.Text.Json;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>One element of a person's list, such as an e-mail address.</summary>
internal interface IContactEntry
{
    /// <summary>metadata.primary.</summary>
    bool Primary { get; set; }

    /// <summary>True when it holds nothing that a column could show; such an entry counts as absent.</summary>
    bool IsEmpty { get; }

    /// <summary>Reads the value of a member that it knows, and answers false for the others, which the caller passes over.</summary>
    bool TryRead(scoped ReadOnlySpan<byte> member, ref Utf8JsonReader reader);
}

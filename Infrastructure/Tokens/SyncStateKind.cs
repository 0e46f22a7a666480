namespace Gcd.Infrastructure.Tokens;

/// <summary>Who a <see cref="SyncState"/> was named to. Each kind has a limit of its own, so that one cannot push the other out.</summary>
internal enum SyncStateKind
{
    /// <summary>Callers of a download, by its entity tag.</summary>
    Download,

    /// <summary>CardDAV clients, by the sync token of their address book.</summary>
    AddressBook,
}

internal static class SyncStateKinds
{
    private const string Download = "download";
    private const string AddressBook = "address_book";

    /// <summary>As a row has it.</summary>
    public static string Name(this SyncStateKind kind) => kind == SyncStateKind.Download ? Download : AddressBook;

    public static SyncStateKind Parse(string name) => name == Download ? SyncStateKind.Download : SyncStateKind.AddressBook;
}

namespace Gcd.Infrastructure.EarlierService;

/// <summary>What people held of the earlier service.</summary>
internal enum EarlierSecretKind
{
    /// <summary>Sent as a Bearer token.</summary>
    AccessToken,

    /// <summary>Part of the permanent address of a file; the later version has them.</summary>
    ExportToken,
}

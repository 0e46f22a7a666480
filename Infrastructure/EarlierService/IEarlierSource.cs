namespace Gcd.Infrastructure.EarlierService;

/// <summary>Where SQLite and PostgreSQL differ for a reader.</summary>
internal interface IEarlierSource
{
    string Name { get; }

    /// <summary>A condition: the row has an address.</summary>
    string HasAddress { get; }

    /// <summary>What sorts texts by their bytes, so that equal ones lie side by side.</summary>
    string ByBytes { get; }

    /// <summary>A sealed value, cut where none of the earlier service's reaches.</summary>
    string Sealed(EarlierColumn column);

    /// <summary>What went wrong, for the operator; null for a fault that is none of the database's.</summary>
    EarlierDatabaseException? Explain(Exception fault);

    /// <exception cref="EarlierDatabaseException">It was written meanwhile, and what was read may be of two moments.</exception>
    void CheckUnchanged();
}

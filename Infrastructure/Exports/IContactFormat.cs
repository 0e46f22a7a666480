namespace Gcd.Infrastructure.Exports;

/// <summary>A file format of downloads; one instance serves the whole process.</summary>
internal interface IContactFormat
{
    /// <summary>What <c>?format=</c> names it.</summary>
    string Name { get; }

    string ContentType { get; }

    /// <summary>Without the dot.</summary>
    string FileExtension { get; }

    /// <summary>Makes the writer of one download.</summary>
    IContactWriter CreateWriter();
}

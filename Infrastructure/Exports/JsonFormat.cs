namespace Gcd.Infrastructure.Exports;

/// <summary>One object: the user's address, the contacts with every column as a string, and how many there are.</summary>
internal sealed class JsonFormat : IContactFormat
{
    public string Name => "json";

    public string ContentType => "application/json; charset=utf-8";

    public string FileExtension => "json";

    public IContactWriter CreateWriter() => new JsonWriter();
}

using System.Text;
using NSwag.Generation;

namespace Gcd.Infrastructure.OpenApi;

/// <summary>The document as it is served. It is the same for every request, so it is made once.</summary>
internal sealed class PublishedDocument(IOpenApiDocumentGenerator documents)
{
    public const string Name = "v1";

    public const string Path = "/openapi/v1.json";

    private readonly Lazy<Task<byte[]>> json = new(async () =>
    {
        var document = await documents.GenerateAsync(Name);
        return Encoding.UTF8.GetBytes(document.ToJson().ReplaceLineEndings("\n"));
    });

    public Task<byte[]> ReadAsync() => json.Value;
}

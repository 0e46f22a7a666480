using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gcd.Infrastructure.OpenApi;

/// <summary>The document as it is served. It is the same for every request, so it is made once.</summary>
internal sealed class PublishedDocument([FromKeyedServices(PublishedDocument.Name)] IOpenApiDocumentProvider documents)
{
    public const string Name = "v1";

    private byte[]? json;

    public async Task<ReadOnlyMemory<byte>> ReadAsync(CancellationToken ct)
    {
        if (json is null)
        {
            var document = await documents.GetOpenApiDocumentAsync(ct);
            using var text = new MemoryStream();
            await document.SerializeAsJsonAsync(text, OpenApiSpecVersion.OpenApi3_1, ct);
            json = text.ToArray();
        }

        return json;
    }
}

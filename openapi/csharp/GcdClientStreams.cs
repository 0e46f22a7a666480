namespace Gcd.Client;

/// <summary>
/// What NSwag cannot make of the document: it knows one type for a reply, and takes JSON for /download.
/// Put this file beside the generated one, under the same namespace and class name.
/// </summary>
public partial class GcdClient
{
    /// <summary>The download as it arrives, of which nothing is kept in memory.</summary>
    /// <exception cref="ApiException{Problem}">Gcd refused, and says why.</exception>
    public async Task<Stream> DownloadStreamAsync(Format format, CancellationToken cancellationToken = default)
    {
        var reply = await _httpClient.GetAsync($"download?format={format}", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (reply.IsSuccessStatusCode)
        {
            return await reply.Content.ReadAsStreamAsync(cancellationToken);
        }

        using (reply)
        {
            var headers = reply.Headers.ToDictionary(header => header.Key, header => header.Value);
            var problem = await ReadObjectResponseAsync<Problem>(reply, headers, cancellationToken);
            throw new ApiException<Problem>(problem.Object.Error, (int)reply.StatusCode, problem.Text, headers, problem.Object, null);
        }
    }
}

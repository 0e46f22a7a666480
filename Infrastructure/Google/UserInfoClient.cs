using System.Net.Http.Headers;
using System.Text.Json;
using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Google;

/// <summary>Google's userinfo endpoint (OpenID Connect Core 1.0, 5.3): who a grant belongs to, where no ID token says it.</summary>
internal sealed class UserInfoClient(SharedGoogleHttp http, GoogleMetrics metrics, GcdSettings settings, TimeProvider time)
{
    private const long MostBytes = 64 * 1024;

    private readonly HttpClient plain = http.CreatePlainClient();

    /// <returns>Null where the reply names nobody.</returns>
    /// <exception cref="GoogleFaultException">Google does not say.</exception>
    public Task<string?> ReadSubjectAsync(string accessToken, CancellationToken ct) =>
        metrics.MeasureAsync(GoogleCall.UserInfo, () => ReadOnceAsync(accessToken, ct), ct);

    private async Task<string?> ReadOnceAsync(string accessToken, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, settings.Google.UserInfo);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        try
        {
            using var reply = await plain.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (!reply.IsSuccessStatusCode)
            {
                throw await GoogleErrorReply.ReadAsync(reply, time, ct);
            }

            await reply.Content.LoadIntoBufferAsync(MostBytes, ct);
            using var json = JsonDocument.Parse(await reply.Content.ReadAsByteArrayAsync(ct));
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("sub", out var sub) && sub.ValueKind == JsonValueKind.String && GooglePerson.IsSubject(sub.GetString()!)
                ? sub.GetString()
                : null;
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new GoogleFaultException(GoogleFaultKind.Unreachable, "Google's userinfo endpoint could not be reached, or the connection broke.", broken);
        }
        catch (JsonException broken)
        {
            throw new GoogleFaultException(GoogleFaultKind.Malformed, "Google's userinfo reply is no JSON.", broken);
        }
    }
}

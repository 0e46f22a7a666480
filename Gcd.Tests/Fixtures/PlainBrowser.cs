using System.Net;
using System.Text.RegularExpressions;
using Gcd.Sandbox.Accounts;

namespace Gcd.Tests.Fixtures;

/// <summary>A browser without scripts: it keeps cookies, follows redirects of our own, and sends forms.</summary>
internal sealed class PlainBrowser(World world) : IDisposable
{
    public Dictionary<string, string> Cookies { get; } = [];

    /// <summary>As a proxy on this machine hands it on; null for Gcd's own address.</summary>
    public string? Host { get; init; }

    public string? Scheme { get; init; }

    public string LastSetCookie { get; private set; } = string.Empty;

    public void Dispose() => Cookies.Clear();

    /// <summary>The whole sign-in, begun here; the page that shows the token.</summary>
    /// <param name="account">Who signs in.</param>
    /// <param name="query">What a program asks for.</param>
    public async Task<string> SignInAsync(SimulatedAccount account, string query = "")
    {
        var page = await GetAsync($"/auth?login_hint={Uri.EscapeDataString(account.Email)}&{query}");
        var authorization = WebUtility.HtmlDecode(Regex.Match(page, "class=\"button\" href=\"([^\"]+)\"").Groups[1].Value);
        return await GetAsync((await world.ConsentAsync(account, new Uri(authorization))).PathAndQuery);
    }

    public async Task<string> GetAsync(string path)
    {
        using var reply = await SendAsync(HttpMethod.Get, path, form: null, accept: "text/html");
        var html = await reply.Content.ReadAsStringAsync();
        Assert.True(reply.StatusCode == HttpStatusCode.OK, html);
        return html;
    }

    /// <summary>Sends a form of the account page; the page that follows.</summary>
    public async Task<string> PostAsync(string path, params (string Name, string? Value)[] fields)
    {
        using var reply = await SendAsync(HttpMethod.Post, path, [("form_token", await FormTokenAsync()), .. fields], accept: "text/html");
        return reply.StatusCode == HttpStatusCode.SeeOther ? await GetAsync(reply.Headers.Location!.OriginalString) : await reply.Content.ReadAsStringAsync();
    }

    public async Task<string> FormTokenAsync() => Regex.Match(await GetAsync("/account"), "name=\"form_token\" value=\"([^\"]+)\"").Groups[1].Value;

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, (string Name, string? Value)[]? form = null, string? header = null, string? value = null, string? accept = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        if (form is not null)
        {
            request.Content = new FormUrlEncodedContent(form.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Name, field.Value!)));
        }

        foreach (var (name, content) in new[] { (header, value), ("Accept", accept), ("X-Forwarded-Host", Host), ("X-Forwarded-Proto", Scheme) })
        {
            if (name is not null && content is not null)
            {
                request.Headers.TryAddWithoutValidation(name, content);
            }
        }

        var reply = await world.Client.SendAsync(request);
        foreach (var cookie in reply.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var (name, content) = cookie.Split(';')[0].Split('=', 2) is [var first, var second] ? (first, second) : (cookie, string.Empty);
            if (name.Contains("session", StringComparison.Ordinal))
            {
                LastSetCookie = cookie;
            }

            if (content.Length == 0)
            {
                Cookies.Remove(name);
            }
            else
            {
                Cookies[name] = content;
            }
        }

        return reply;
    }
}

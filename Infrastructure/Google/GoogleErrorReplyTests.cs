using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Gcd.Infrastructure.Google;

public sealed class GoogleErrorReplyTests
{
    private const string QuotaByReason =
        """{"error":{"code":403,"message":"Quota exceeded","errors":[{"domain":"usageLimits","reason":"userRateLimitExceeded","message":"Quota exceeded"}],"status":"PERMISSION_DENIED"}}""";

    private const string QuotaByDetail =
        """{"error":{"code":403,"status":"PERMISSION_DENIED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"RATE_LIMIT_EXCEEDED","domain":"googleapis.com"}]}}""";

    private const string ScopeByDetail =
        """{"error":{"code":403,"message":"Request had insufficient authentication scopes.","errors":[{"message":"Insufficient Permission","domain":"global","reason":"insufficientPermissions"}],"status":"PERMISSION_DENIED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"ACCESS_TOKEN_SCOPE_INSUFFICIENT","domain":"googleapis.com","metadata":{"service":"people.googleapis.com"}}]}}""";

    private const string ApiDisabled =
        """{"error":{"code":403,"message":"People API has not been used in project 123456 before or it is disabled.","status":"PERMISSION_DENIED","details":[{"@type":"type.googleapis.com/google.rpc.Help","links":[{"url":"https://console.developers.google.com"}]},{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"SERVICE_DISABLED","domain":"googleapis.com"}]}}""";

    [Theory]
    [InlineData("rateLimitExceeded")]
    [InlineData("userRateLimitExceeded")]
    [InlineData("quotaExceeded")]
    [InlineData("dailyLimitExceeded")]
    [InlineData("RATE_LIMIT_EXCEEDED")]
    [InlineData("RESOURCE_EXHAUSTED")]
    [InlineData("RateLimitExceeded")]
    public async Task A_403_with_a_quota_reason_is_a_rate_limit_wherever_the_reason_stands(string reason)
    {
        string[] bodies =
        [
            $$$"""{"error":{"errors":[{"reason":"{{{reason}}}"}]}}""",
            $$$"""{"error":{"details":[{"links":[]},{"reason":"{{{reason}}}"}],"status":"PERMISSION_DENIED"}}""",
            $$$"""{"error":{"status":"{{{reason}}}"}}""",
        ];
        foreach (var body in bodies)
        {
            Assert.Equal(GoogleFaultKind.RateLimited, (await ReadAsync(403, body)).Kind);
        }
    }

    [Theory]
    [InlineData(QuotaByReason, "RateLimited")]
    [InlineData(QuotaByDetail, "RateLimited")]
    [InlineData(ScopeByDetail, "ContactsScopeMissing")]
    [InlineData("""{"error":{"errors":[{"reason":"insufficientPermissions"}]}}""", "ContactsScopeMissing")]
    [InlineData(ApiDisabled, "ApiDisabled")]
    [InlineData("""{"error":{"errors":[{"reason":"accessNotConfigured"}]}}""", "ApiDisabled")]
    [InlineData("""{"error":{"code":403,"message":"The caller does not have permission","status":"PERMISSION_DENIED"}}""", "Refused")]
    public async Task The_reasons_tell_one_403_from_another(string body, string kind) =>
        Assert.Equal(kind, (await ReadAsync(403, body)).Kind.ToString());

    [Theory]
    [InlineData(400, "Refused", false)]
    [InlineData(401, "TokenRejected", false)]
    [InlineData(403, "Refused", false)]
    [InlineData(404, "Refused", false)]
    [InlineData(408, "Timeout", true)]
    [InlineData(429, "RateLimited", true)]
    [InlineData(500, "ServerError", true)]
    [InlineData(502, "ServerError", true)]
    [InlineData(503, "Unavailable", true)]
    [InlineData(504, "Timeout", true)]
    [InlineData(599, "ServerError", true)]
    public async Task Without_a_reason_the_status_says_what_is_wrong_and_whether_to_try_again(int status, string kind, bool isTransient)
    {
        var fault = await ReadAsync(status, """{"error":{"message":"no reason"}}""");

        Assert.Equal(kind, fault.Kind.ToString());
        Assert.Equal(isTransient, fault.IsTransient);
    }

    [Fact]
    public async Task A_quota_reason_does_not_hide_a_rejected_token() =>
        Assert.Equal(GoogleFaultKind.TokenRejected, (await ReadAsync(401, QuotaByReason)).Kind);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("<html><title>Error 429 (Too Many Requests)!!1</title></html>")]
    [InlineData("""{"error":""")]
    [InlineData("""{"error":"rateLimitExceeded"}""")]
    [InlineData("""{"error":null}""")]
    [InlineData("""{"error":[]}""")]
    [InlineData("""{"error":{"status":7,"errors":{"reason":"x"},"details":[null,7,"x",[],{"reason":null},{"reason":{}}]}}""")]
    [InlineData("""{"error":{"status":"\ud800"}}""")]
    [InlineData("""{"error":{"errors":[{"reason":"\ude00\ud83d"}]}}""")]
    [InlineData("""{"\ud800":1,"error":{"\ud800":2}}""")]
    [InlineData("""{"\u0065rror\ud800":1}""")]
    public async Task Whatever_the_body_holds_the_status_alone_has_to_do(string body)
    {
        Assert.Equal(GoogleFaultKind.RateLimited, (await ReadAsync(429, body)).Kind);
        Assert.Equal(GoogleFaultKind.Refused, (await ReadAsync(403, body)).Kind);
    }

    [Fact]
    public async Task A_body_of_random_bytes_is_no_other_failure()
    {
        var random = new Random(5);
        var whole = Encoding.UTF8.GetBytes(ScopeByDetail);
        for (var i = 0; i < 5_000; i++)
        {
            var damaged = whole.ToArray();
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            using var reply = Reply(503, new ByteArrayContent(damaged));
            Assert.Equal(GoogleFaultKind.Unavailable, (await ReadAsync(reply)).Kind);
        }
    }

    [Fact]
    public async Task A_body_above_64_KiB_is_not_read()
    {
        var body = $$$"""{"error":{"errors":[{"reason":"quotaExceeded"}],"message":"{{{new string('x', 64 * 1024)}}}"}}""";

        Assert.Equal(GoogleFaultKind.Refused, (await ReadAsync(403, body)).Kind);
    }

    [Fact]
    public async Task A_body_that_cannot_be_inflated_leaves_the_status()
    {
        await using var inflated = new GZipStream(new MemoryStream("no gzip at all"u8.ToArray()), CompressionMode.Decompress);
        using var reply = Reply(401, new StreamContent(inflated));

        Assert.Equal(GoogleFaultKind.TokenRejected, (await ReadAsync(reply)).Kind);
    }

    [Fact]
    public async Task The_message_names_Googles_constants_and_nothing_else_of_the_body()
    {
        var fault = await ReadAsync(
            403, """{"error":{"message":"zoe@example.com may not","status":"PERMISSION_DENIED","errors":[{"reason":"zoe@example.com"},{"reason":"forbidden"}]}}""");

        Assert.Equal("Google answered 403 (PERMISSION_DENIED, forbidden).", fault.Message);
        Assert.DoesNotContain("zoe", fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bearer realm=\"https://accounts.google.com/\", error=\"insufficient_scope\", scope=\"https://www.googleapis.com/auth/contacts.readonly\"", "ContactsScopeMissing")]
    [InlineData("Bearer error=insufficient_scope", "ContactsScopeMissing")]
    [InlineData("bearer ERROR=\"insufficient_scope\"", "ContactsScopeMissing")]
    [InlineData("Basic realm=\"a, b\", Bearer error=\"insufficient_scope\"", "ContactsScopeMissing")]
    [InlineData("Bearer realm=\"error=insufficient_scope\"", "Refused")]
    [InlineData("Bearer error=\"invalid_token\"", "Refused")]
    [InlineData("Bearer", "Refused")]
    [InlineData("=,\"", "Refused")]
    public async Task A_missing_scope_may_stand_in_www_authenticate_only(string header, string kind)
    {
        using var reply = Reply(403, new StringContent("<html>Forbidden</html>"));
        reply.Headers.TryAddWithoutValidation("WWW-Authenticate", header);

        Assert.Equal(kind, (await ReadAsync(reply)).Kind.ToString());
    }

    [Fact]
    public async Task The_wait_that_Google_asks_for_goes_with_the_fault()
    {
        using var reply = Reply(429, new StringContent("{}"));
        reply.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(7));

        Assert.Equal(TimeSpan.FromSeconds(7), (await ReadAsync(reply)).RetryAfter);
    }

    private static HttpResponseMessage Reply(int status, HttpContent content) => new((HttpStatusCode)status) { Content = content };

    private static async Task<GoogleFaultException> ReadAsync(int status, string body)
    {
        using var reply = Reply(status, new StringContent(body));
        return await ReadAsync(reply);
    }

    private static Task<GoogleFaultException> ReadAsync(HttpResponseMessage reply) =>
        GoogleErrorReply.ReadAsync(reply, TimeProvider.System, CancellationToken.None);
}

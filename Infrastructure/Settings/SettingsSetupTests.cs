using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace Gcd.Infrastructure.Settings;

public sealed class SettingsSetupTests
{
    private const string Key = "a-passphrase-of-ours-9f2c";

    [Fact]
    public void Nothing_but_a_key_is_needed()
    {
        var settings = Read();

        Assert.Equal(Path.GetFullPath("credentials.json"), settings.CredentialsPath);
        Assert.Equal(Path.GetFullPath("google_contacts.db"), settings.Store.DatabasePath);
        Assert.Equal(Key, settings.Encryption.Key);
        Assert.Empty(settings.Encryption.AcceptedKeys);
        Assert.False(settings.Encryption.IsUnsafe);
        Assert.Null(settings.PersonFields);
        Assert.Equal(1000, settings.PageSize);
        Assert.Equal("http://localhost:5000/oauth2callback", settings.RedirectUri.OriginalString);
        Assert.Equal(5000, settings.Port);
        Assert.Equal(TimeSpan.FromDays(90), settings.AccessTokenLife.Idle);
        Assert.Equal(TimeSpan.FromDays(365), settings.AccessTokenLife.Max);
        Assert.Equal(new Uri("https://people.googleapis.com"), settings.Google.People);
        Assert.Equal(new Uri("https://www.googleapis.com/oauth2/v3/certs"), settings.Google.Certs);
        Assert.Equal(new Uri("https://oauth2.googleapis.com/revoke"), settings.Google.Revoke);
        Assert.Equal(new Uri("https://openidconnect.googleapis.com/v1/userinfo"), settings.Google.UserInfo);
        Assert.Equal([IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")], settings.TrustedProxies);
        Assert.Equal(["*"], settings.AllowedHosts);
        Assert.Equal(TimeSpan.FromMinutes(30), settings.DownloadMax);
        Assert.Equal(TimeSpan.FromSeconds(5), settings.Drain);
        Assert.Equal(TimeSpan.FromSeconds(30), settings.Shutdown);
        Assert.Equal(new MetricsSettings(Port: null, Token: null), settings.Metrics);
        Assert.True(settings.Metrics.IsOpen);
        Assert.Equal(new LimitSettings(SignIns: 30, FailedTokens: 60, DownloadsPerUser: 2, Downloads: 64, Requests: 512), settings.Limits);
        Assert.Empty(settings.Obsolete);
    }

    [Fact]
    public void Every_setting_can_be_given()
    {
        var settings = Read(
            ("GOOGLE_CREDENTIALS", "a/c.json"),
            ("GOOGLE_DATABASE", "b/d.db"),
            ("GOOGLE_ENCRYPTION_KEYS_ACCEPTED", " older , oldest "),
            ("PERSON_FIELDS", "names, urls ,names"),
            ("PAGE_SIZE", "7"),
            ("HOST", "contacts.example.com"),
            ("PORT", "8443"),
            ("ACCESS_TOKEN_IDLE_DAYS", "1"),
            ("ACCESS_TOKEN_MAX_DAYS", "2"),
            ("GOOGLE_PEOPLE_ENDPOINT", "https://people.example.com/base/"),
            ("GOOGLE_CERTS_ENDPOINT", "https://certs.example.com/c"),
            ("GOOGLE_REVOKE_ENDPOINT", "https://revoke.example.com/r"),
            ("GOOGLE_USERINFO_ENDPOINT", "https://userinfo.example.com/u"),
            ("TRUSTED_PROXIES", "10.0.0.0/8, 192.0.2.1,2001:db8::1"),
            ("ALLOWED_HOSTS", "contacts.example.com,localhost"),
            ("DOWNLOAD_MAX_MINUTES", "3"),
            ("DRAIN_SECONDS", "0"),
            ("SHUTDOWN_SECONDS", "4"),
            ("METRICS_PORT", "9464"),
            ("METRICS_TOKEN", "0123456789abcdef-._~+/=="),
            ("LIMIT_SIGN_INS", "5"),
            ("LIMIT_FAILED_TOKENS", "6"),
            ("LIMIT_DOWNLOADS_PER_USER", "7"),
            ("LIMIT_DOWNLOADS", "0"),
            ("LIMIT_REQUESTS", "8"),
            ("TOKEN_STORE", "LiteDB"));

        Assert.Equal(Path.GetFullPath("a/c.json"), settings.CredentialsPath);
        Assert.Equal(Path.GetFullPath("b/d.db"), settings.Store.DatabasePath);
        Assert.Equal(["older", "oldest"], settings.Encryption.AcceptedKeys);
        Assert.Equal(["names", "urls"], settings.PersonFields);
        Assert.Equal(7, settings.PageSize);
        Assert.Equal("https://contacts.example.com:8443/oauth2callback", settings.RedirectUri.OriginalString);
        Assert.Equal(8443, settings.Port);
        Assert.Equal(new AccessTokenLife(TimeSpan.FromDays(1), TimeSpan.FromDays(2)), settings.AccessTokenLife);
        Assert.Equal(
            new GoogleEndpoints(new Uri("https://people.example.com/base/"), new Uri("https://certs.example.com/c"), new Uri("https://revoke.example.com/r"), new Uri("https://userinfo.example.com/u")),
            settings.Google);
        Assert.Equal([IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("192.0.2.1/32"), IPNetwork.Parse("2001:db8::1/128")], settings.TrustedProxies);
        Assert.Equal(["contacts.example.com", "localhost"], settings.AllowedHosts);
        Assert.Equal(TimeSpan.FromMinutes(3), settings.DownloadMax);
        Assert.Equal(TimeSpan.Zero, settings.Drain);
        Assert.Equal(TimeSpan.FromSeconds(4), settings.Shutdown);
        Assert.Equal(new MetricsSettings(Port: 9464, Token: "0123456789abcdef-._~+/=="), settings.Metrics);
        Assert.False(settings.Metrics.IsOpen);
        Assert.Equal(new LimitSettings(SignIns: 5, FailedTokens: 6, DownloadsPerUser: 7, Downloads: null, Requests: 8), settings.Limits);
    }

    [Theory]
    [InlineData("PORT")]
    [InlineData("PAGE_SIZE")]
    [InlineData("GOOGLE_DATABASE")]
    [InlineData("GOOGLE_CREDENTIALS")]
    [InlineData("OAUTH_REDIRECT_URI")]
    [InlineData("PERSON_FIELDS")]
    [InlineData("GOOGLE_PEOPLE_ENDPOINT")]
    [InlineData("TOKEN_STORE")]
    [InlineData("TRUSTED_PROXIES")]
    [InlineData("HOST")]
    [InlineData("PROTOCOL")]
    public void An_empty_variable_means_the_same_as_an_unset_one(string name)
    {
        var unset = Read();
        foreach (var empty in new[] { "", " ", "\t" })
        {
            var settings = Read((name, empty));
            Assert.Equal(unset.RedirectUri, settings.RedirectUri);
            Assert.Equal(unset.Google, settings.Google);
            Assert.Equal(unset.Store.DatabasePath, settings.Store.DatabasePath);
            Assert.Equal(unset.CredentialsPath, settings.CredentialsPath);
            Assert.Equal(unset.PersonFields, settings.PersonFields);
            Assert.Equal(unset.PageSize, settings.PageSize);
            Assert.Equal(unset.TrustedProxies, settings.TrustedProxies);
        }
    }

    [Theory]
    [InlineData("PORT", "0", "from 1 to 65535 (default 5000)")]
    [InlineData("PORT", "65536", "from 1 to 65535")]
    [InlineData("PORT", "5000.0", "from 1 to 65535")]
    [InlineData("PORT", "-1", "from 1 to 65535")]
    [InlineData("PORT", "http", "from 1 to 65535")]
    [InlineData("ALLOWED_HOSTS", ",", "names no host")]
    [InlineData("ALLOWED_HOSTS", "http://foo", "is no host name")]
    [InlineData("PAGE_SIZE", "0", "from 1 to 1000 (default 1000)")]
    [InlineData("PAGE_SIZE", "1001", "from 1 to 1000")]
    [InlineData("PAGE_SIZE", "99999999999999999999", "from 1 to 1000")]
    [InlineData("PAGE_SIZE", "1e3", "from 1 to 1000")]
    [InlineData("ACCESS_TOKEN_IDLE_DAYS", "-5", "from 0 to 36500 (default 90)")]
    [InlineData("ACCESS_TOKEN_MAX_DAYS", "never", "from 0 to 36500 (default 365)")]
    [InlineData("DOWNLOAD_MAX_MINUTES", "0", "from 1 to 1440 (default 30)")]
    [InlineData("DRAIN_SECONDS", "-1", "from 0 to 600 (default 5)")]
    [InlineData("METRICS_PORT", "0", "from 1 to 65535")]
    [InlineData("METRICS_PORT", "5000", "is PORT as well")]
    [InlineData("SHUTDOWN_SECONDS", "x", "from 1 to 3600 (default 30)")]
    [InlineData("LIMIT_SIGN_INS", "-1", "from 0 to 1000000 (default 30)")]
    [InlineData("LIMIT_FAILED_TOKENS", "none", "from 0 to 1000000 (default 60)")]
    [InlineData("LIMIT_DOWNLOADS_PER_USER", "2.5", "from 0 to 1000000 (default 2)")]
    [InlineData("LIMIT_DOWNLOADS", "1000001", "from 0 to 1000000 (default 64)")]
    [InlineData("PROTOCOL", "ftp", "http or https")]
    [InlineData("PROTOCOL", "HTTPS ://", "http or https")]
    [InlineData("HOST", "https://contacts.example.com", "without scheme, port or path")]
    [InlineData("HOST", "contacts.example.com:443", "without scheme, port or path")]
    [InlineData("HOST", "a b", "without scheme, port or path")]
    [InlineData("OAUTH_REDIRECT_URI", "/oauth2callback", "https://contacts.example.com/oauth2callback")]
    [InlineData("OAUTH_REDIRECT_URI", "ftp://example.com/oauth2callback", "https://contacts.example.com/oauth2callback")]
    [InlineData("OAUTH_REDIRECT_URI", "https://example.com/elsewhere", "https://contacts.example.com/oauth2callback")]
    [InlineData("OAUTH_REDIRECT_URI", "https://example.com/oauth2callback?a=b", "https://contacts.example.com/oauth2callback")]
    [InlineData("OAUTH_REDIRECT_URI", "https://example.com/oauth2callback#a", "https://contacts.example.com/oauth2callback")]
    [InlineData("OAUTH_REDIRECT_URI", "https://me@example.com/oauth2callback", "https://contacts.example.com/oauth2callback")]
    [InlineData("GOOGLE_PEOPLE_ENDPOINT", "http://people.googleapis.com", "https://")]
    [InlineData("GOOGLE_PEOPLE_ENDPOINT", "people.googleapis.com", "https://")]
    [InlineData("GOOGLE_CERTS_ENDPOINT", "https://me@example.com/certs", "https://")]
    [InlineData("GOOGLE_REVOKE_ENDPOINT", "https://example.com/revoke?a=b", "https://")]
    [InlineData("GOOGLE_REVOKE_ENDPOINT", "file:///revoke", "https://")]
    [InlineData("GOOGLE_USERINFO_ENDPOINT", "http://userinfo.example.com/u", "https://")]
    [InlineData("PERSON_FIELDS", "emails", "emailAddresses")]
    [InlineData("PERSON_FIELDS", "Names", "names")]
    [InlineData("TRUSTED_PROXIES", "proxy.example.com", "10.0.0.0/8")]
    [InlineData("TRUSTED_PROXIES", "10.0.0.0/33", "10.0.0.0/8")]
    [InlineData("TOKEN_STORE", "mysql", "litedb")]
    public void A_bad_value_is_refused_with_its_name_the_value_and_the_rule(string name, string value, string rule)
    {
        var message = Refusal((name, value));

        var line = Assert.Single(message.Split('\n'), line => line.Contains($"{name}: ", StringComparison.Ordinal));
        Assert.Contains($"'{value}'", line, StringComparison.Ordinal);
        Assert.Contains(rule, line, StringComparison.Ordinal);
        Assert.Equal(2, message.Split('\n').Length);
    }

    [Theory]
    [InlineData("Logging:LogLevel:Default", "info")]
    [InlineData("Logging:LogLevel:Gcd.Features", "verbose")]
    [InlineData("Logging:Console:LogLevel:Default", "all")]
    public void A_log_level_that_the_framework_does_not_know_is_refused_by_the_name_of_its_variable(string name, string value) =>
        Assert.Contains(
            $"{name.Replace(":", "__", StringComparison.Ordinal)}: '{value}' is no log level. Allowed: Trace, Debug, Information, Warning, Error, Critical, None.",
            Refusal((name, value)),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("Debug")]
    [InlineData("warning")]
    [InlineData("4")]
    [InlineData("")]
    public void A_log_level_goes_as_the_framework_reads_it(string value) => Read(("Logging:LogLevel:Default", value));

    [Fact]
    public void The_port_of_the_metrics_may_be_none_where_Gcd_listens_and_PORT_is_none_where_it_was_told_otherwise()
    {
        Assert.Equal(5000, Read(("urls", "http://+:8000;http://unix:/run/gcd.sock"), ("METRICS_PORT", "5000")).Metrics.Port);

        var message = Refusal(("urls", "https://*:8443;http://127.0.0.1:8000"), ("METRICS_PORT", "8000"));
        Assert.Contains("METRICS_PORT: '8000' is a port of ASPNETCORE_URLS (or --urls) as well", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("canary")]
    [InlineData("canary with spaces in it")]
    [InlineData("canary-with-an-ümlaut")]
    public void A_metrics_token_that_cannot_be_sent_or_could_be_guessed_is_refused_and_not_repeated(string token)
    {
        var message = Refusal(("METRICS_TOKEN", token));

        Assert.Contains("METRICS_TOKEN: ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", message, StringComparison.Ordinal);
    }

    [Fact]
    public void In_Development_nobody_has_to_notice_the_end_so_it_does_not_drain() =>
        Assert.Equal(TimeSpan.Zero, SettingsSetup.Read(Configuration(), isDevelopment: true).Drain);

    [Fact]
    public void A_list_of_no_field_is_refused() =>
        Assert.Contains("names no field", Refusal(("PERSON_FIELDS", ", ,")), StringComparison.Ordinal);

    [Fact]
    public void All_faults_are_reported_at_once()
    {
        var message = Refusal(
            ("GOOGLE_ENCRYPTION_KEY", "secret"),
            ("PORT", "99999"),
            ("PAGE_SIZE", "0"),
            ("PERSON_FIELDS", "names,nosuch,neither"),
            ("HOST", "a b"),
            ("PROTOCOL", "gopher"),
            ("GOOGLE_PEOPLE_ENDPOINT", "http://example.com"),
            ("GOOGLE_CERTS_ENDPOINT", "x"),
            ("GOOGLE_REVOKE_ENDPOINT", "y"),
            ("TRUSTED_PROXIES", "z"),
            ("ACCESS_TOKEN_IDLE_DAYS", "-1"),
            ("ACCESS_TOKEN_MAX_DAYS", "-1"),
            ("DOWNLOAD_MAX_MINUTES", "-1"),
            ("SHUTDOWN_SECONDS", "-1"),
            ("LIMIT_SIGN_INS", "-1"),
            ("LIMIT_DOWNLOADS", "-1"),
            ("TOKEN_STORE", "paper"),
            ("GOOGLE_DATABASE", "a.db"),
            ("DATABASE_PATH", "b.db"));

        string[] names =
        [
            "GOOGLE_ENCRYPTION_KEY", "PORT", "PAGE_SIZE", "PERSON_FIELDS", "HOST", "PROTOCOL", "GOOGLE_PEOPLE_ENDPOINT", "GOOGLE_CERTS_ENDPOINT", "GOOGLE_REVOKE_ENDPOINT",
            "TRUSTED_PROXIES", "ACCESS_TOKEN_IDLE_DAYS", "ACCESS_TOKEN_MAX_DAYS", "DOWNLOAD_MAX_MINUTES", "SHUTDOWN_SECONDS", "LIMIT_SIGN_INS", "LIMIT_DOWNLOADS",
            "TOKEN_STORE", "GOOGLE_DATABASE",
        ];
        Assert.All(names, name => Assert.Contains($"- {name}: ", message, StringComparison.Ordinal));
        Assert.Contains("'nosuch'", message, StringComparison.Ordinal);
        Assert.Contains("'neither'", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GOOGLE_DATABASE", "DATABASE_PATH")]
    [InlineData("GOOGLE_ENCRYPTION_KEY", "ENCRYPTION_KEY")]
    public void A_name_and_its_alias_with_different_values_are_refused(string name, string alias)
    {
        var message = Refusal((name, "one-of-two-values"), (alias, "two-of-two-values"));

        Assert.Contains($"{name}: {name} and its alias {alias} are both set", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alias_counts_like_the_name_and_may_repeat_it()
    {
        Assert.Equal(Path.GetFullPath("b.db"), Read(("DATABASE_PATH", "b.db")).Store.DatabasePath);
        Assert.Equal(Path.GetFullPath("b.db"), Read(("DATABASE_PATH", "b.db"), ("GOOGLE_DATABASE", "b.db")).Store.DatabasePath);
        Assert.Equal("of the alias", Read(("GOOGLE_ENCRYPTION_KEY", null), ("ENCRYPTION_KEY", "of the alias")).Encryption.Key);
        Assert.Equal(Key, Read(("GOOGLE_ENCRYPTION_KEY", Key), ("ENCRYPTION_KEY", " ")).Encryption.Key);
    }

    [Fact]
    public void A_key_never_appears_in_a_message_or_in_the_settings_text()
    {
        string[] keys = ["key-in-name-48151", "key-in-alias-62342", "key-accepted-10816"];
        (string, string?)[] variables =
        [
            ("GOOGLE_ENCRYPTION_KEY", keys[0]), ("ENCRYPTION_KEY", keys[1]), ("GOOGLE_ENCRYPTION_KEYS_ACCEPTED", keys[2]), ("PORT", "x"),
        ];

        var message = Refusal(variables);
        var text = Read(("GOOGLE_ENCRYPTION_KEY", keys[0]), ("GOOGLE_ENCRYPTION_KEYS_ACCEPTED", keys[2])).ToString();

        Assert.All(keys, key => Assert.DoesNotContain(key, message + text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "is not set")]
    [InlineData("", "is not set")]
    [InlineData("secret", "placeholder")]
    [InlineData("SECRET", "placeholder")]
    [InlineData(" secret ", "placeholder")]
    [InlineData("your-encryption-key-here", "placeholder")]
    [InlineData("your-very-secure-random-key-here", "placeholder")]
    public void Without_a_key_or_with_a_placeholder_Gcd_starts_in_Development_alone(string? key, string reason)
    {
        var message = Refusal(("GOOGLE_ENCRYPTION_KEY", key));
        Assert.Contains("GOOGLE_ENCRYPTION_KEY: " + (reason == "placeholder" ? "is a placeholder" : reason), message, StringComparison.Ordinal);
        Assert.Contains("openssl rand -base64 32", message, StringComparison.Ordinal);

        var settings = SettingsSetup.Read(Configuration(("GOOGLE_ENCRYPTION_KEY", key)), isDevelopment: true);
        Assert.True(settings.Encryption.IsUnsafe);
        Assert.Equal("secret", settings.Encryption.Key);
    }

    [Fact]
    public void A_key_of_ones_own_is_safe_in_Development_too() =>
        Assert.False(SettingsSetup.Read(Configuration(("GOOGLE_ENCRYPTION_KEY", Key)), isDevelopment: true).Encryption.IsUnsafe);

    [Theory]
    [InlineData(null, null, null, "http://localhost:5000/oauth2callback")]
    [InlineData(null, "localhost", "80", "http://localhost/oauth2callback")]
    [InlineData(null, "LocalHost", null, "http://localhost:5000/oauth2callback")]
    [InlineData(null, "127.0.0.1", null, "http://127.0.0.1:5000/oauth2callback")]
    [InlineData(null, "::1", null, "http://[::1]:5000/oauth2callback")]
    [InlineData(null, "[::1]", "80", "http://[::1]/oauth2callback")]
    [InlineData(null, "contacts.example.com", "443", "https://contacts.example.com/oauth2callback")]
    [InlineData(null, "contacts.example.com", "80", "https://contacts.example.com:80/oauth2callback")]
    [InlineData(null, "contacts.example.com", null, "https://contacts.example.com:5000/oauth2callback")]
    [InlineData("http", "contacts.example.com", "80", "http://contacts.example.com/oauth2callback")]
    [InlineData("http", "contacts.example.com", "443", "http://contacts.example.com:443/oauth2callback")]
    [InlineData("https", "localhost", "443", "https://localhost/oauth2callback")]
    [InlineData("https", "192.0.2.7", "8443", "https://192.0.2.7:8443/oauth2callback")]
    public void The_redirect_uri_is_made_of_protocol_host_and_port_with_default_ports_left_out(string? protocol, string? host, string? port, string expected)
    {
        var settings = Read(("PROTOCOL", protocol), ("HOST", host), ("PORT", port));

        Assert.Equal(expected, settings.RedirectUri.OriginalString);
        Assert.Equal(expected.StartsWith("https:", StringComparison.Ordinal), settings.RedirectsToHttps);
        Assert.Equal(int.Parse(port ?? "5000", CultureInfo.InvariantCulture), settings.Port);
    }

    [Theory]
    [InlineData("https://contacts.example.com/oauth2callback")]
    [InlineData("https://contacts.example.com:8443/people/oauth2callback")]
    [InlineData("http://localhost:8000/oauth2callback")]
    public void OAUTH_REDIRECT_URI_goes_before_protocol_host_and_port_to_the_letter(string uri)
    {
        var settings = Read(("OAUTH_REDIRECT_URI", uri), ("HOST", "other.example.com"), ("PROTOCOL", "http"), ("PORT", "8001"));

        Assert.Equal(uri, settings.RedirectUri.OriginalString);
        Assert.Equal(8001, settings.Port);
    }

    [Theory]
    [InlineData("http://localhost:9000")]
    [InlineData("http://127.0.0.1:9000")]
    [InlineData("http://[::1]:9000")]
    public void An_http_address_of_Google_is_allowed_on_loopback(string address) =>
        Assert.Equal(new Uri(address), Read(("GOOGLE_PEOPLE_ENDPOINT", address)).Google.People);

    [Theory]
    [InlineData("http://192.168.1.1")]
    [InlineData("http://localhost.example.com")]
    [InlineData("http://0.0.0.0")]
    [InlineData("ws://localhost")]
    public void Any_other_address_of_Google_must_be_https(string address) =>
        Assert.Contains("GOOGLE_PEOPLE_ENDPOINT", Refusal(("GOOGLE_PEOPLE_ENDPOINT", address)), StringComparison.Ordinal);

    [Fact]
    public void Zero_days_mean_for_ever() =>
        Assert.Equal(new AccessTokenLife(null, null), Read(("ACCESS_TOKEN_IDLE_DAYS", "0"), ("ACCESS_TOKEN_MAX_DAYS", "0")).AccessTokenLife);

    [Fact]
    public void Variables_of_the_earlier_service_that_mean_nothing_any_more_are_listed()
    {
        var settings = Read(("FLASK_SECRET_KEY", "x"), ("GOOGLE_TOKEN", "x"), ("GOOGLE_TOKENS_DIR", "x"), ("OAUTHLIB_INSECURE_TRANSPORT", "1"));

        Assert.Equal(["FLASK_SECRET_KEY", "GOOGLE_TOKEN", "GOOGLE_TOKENS_DIR", "OAUTHLIB_INSECURE_TRANSPORT"], settings.Obsolete);
        Assert.Empty(Read(("FLASK_SECRET_KEY", "")).Obsolete);
    }

    private static GcdSettings Read(params (string Name, string? Value)[] variables) => SettingsSetup.Read(Configuration(variables), isDevelopment: false);

    private static string Refusal(params (string Name, string? Value)[] variables) =>
        Assert.Throws<StartupException>(() => Read(variables)).Message;

    private static IConfigurationRoot Configuration(params (string Name, string? Value)[] variables)
    {
        var all = new Dictionary<string, string?> { ["GOOGLE_ENCRYPTION_KEY"] = Key };
        foreach (var (name, value) in variables)
        {
            all[name] = value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(all).Build();
    }
}

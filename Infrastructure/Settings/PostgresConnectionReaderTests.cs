using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Gcd.Infrastructure.Settings;

public sealed class PostgresConnectionReaderTests
{
    [Theory]
    [InlineData("postgresql://gcd:p%2Cw@a:5432,b:5433/contacts?target_session_attrs=read-write", "a:5432, b:5433", "read-write")]
    [InlineData("postgresql://gcd:p%2Cw@a,b.example.com/contacts?target_session_attrs=primary&sslmode=require", "a:5432, b.example.com:5432", "primary")]
    [InlineData("postgres://gcd:p%2Cw@[::1]:5433,[2001:db8::1],10.0.0.5:6432/contacts?target_session_attrs=any", "[::1]:5433, [2001:db8::1]:5432, 10.0.0.5:6432", "any")]
    [InlineData("postgres://gcd:p%2Cw@a,b,c/contacts", "a:5432, b:5432, c:5432", null)]
    [InlineData("Host=a,b;Database=contacts;Username=gcd;Password='p,w';Target Session Attributes=primary", "a:5432, b:5432", "primary")]
    [InlineData("Host=a, b:5433;Port=6432;Database=contacts;Username=gcd;Password='p,w'", "a:6432, b:5433", null)]
    [InlineData("Host=/run/one,/run/two;Database=contacts;Username=gcd;Password='p,w'", "/run/one:5432, /run/two:5432", null)]
    public void Several_servers_may_be_named_in_either_form(string text, string servers, string? wanted)
    {
        var read = new NpgsqlConnectionStringBuilder(Read(text).Connection);

        Assert.Equal(servers, PostgresHosts.Names(read));
        Assert.Equal(("contacts", "gcd", "p,w", wanted), (read.Database, read.Username, read.Password, read.TargetSessionAttributes));
    }

    [Theory]
    [InlineData("postgresql://gcd:48151@a,,b/gcd")]
    [InlineData("postgresql://gcd:48151@a,b:port/gcd")]
    [InlineData("postgresql://gcd:48151@a:5432,b:65536/gcd")]
    [InlineData("postgresql://gcd:48151@a,b /gcd")]
    [InlineData("postgresql://gcd:48151@,/gcd")]
    [InlineData("postgresql://gcd:48151@a,b/gcd?target_session_attrs=whatever")]
    [InlineData("Host=a,;Password=48151")]
    [InlineData("Host=a,b:0;Password=48151")]
    [InlineData("Host=a,:5432;Password=48151")]
    [InlineData("Host=a,b;Target Session Attributes=48151")]
    public void A_list_that_is_none_is_refused_and_not_shown(string text)
    {
        var fault = Read(text).Fault;

        Assert.Contains("POSTGRES_CONNECTION: is no connection string", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("48151", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgresql://gcd:48151@a,b/gcd?target_session_attrs=prefer-standby")]
    [InlineData("postgresql://gcd:48151@a/gcd?target_session_attrs=read-only")]
    [InlineData("Host=a,b;Password=48151;Target Session Attributes=standby")]
    [InlineData("Host=a,b;Password=48151;Target Session Attributes=prefer-primary")]
    public void Who_asks_for_a_standby_is_told_that_Gcd_writes(string text)
    {
        var fault = Read(text).Fault;

        Assert.Contains("give primary, read-write or any", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("48151", fault, StringComparison.Ordinal);
    }

    private static (string? Connection, string? Fault) Read(string text)
    {
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection([new("POSTGRES_CONNECTION", text)]).Build());
        var connection = PostgresConnectionReader.Read(reader);
        try
        {
            reader.ThrowIfFaulty();
            return (connection, null);
        }
        catch (StartupException fault)
        {
            return (connection, fault.Message);
        }
    }
}

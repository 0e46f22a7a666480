using System.Reflection;
using System.Runtime.CompilerServices;

namespace Gcd.Tests.Fixtures;

/// <summary>What the shell holds for a real service, or for the framework, is no part of a test.</summary>
internal static class CleanEnvironment
{
    // DOTNET_GC: how much memory Gcd takes is looked at as it is in production.
    private static readonly string[] OfTheFramework = ["ASPNETCORE_", "Kestrel__", "Logging__", "DOTNET_ENVIRONMENT", "DOTNET_GC"];

    [ModuleInitializer]
    public static void Make()
    {
        if (Assembly.GetEntryAssembly() == typeof(CleanEnvironment).Assembly)
        {
            // The child of the kill tests, which is given its settings.
            return;
        }

        var ofGcd = SettingNames.ReadByTheCode();
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>())
        {
            if (ofGcd.Contains(name) || OfTheFramework.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                Environment.SetEnvironmentVariable(name, null);
            }
        }

        // npm may need a proxy; what listens on this machine is asked without one.
        foreach (var name in new[] { "NO_PROXY", "no_proxy" })
        {
            Environment.SetEnvironmentVariable(name, $"{Environment.GetEnvironmentVariable(name)},localhost,127.0.0.1,::1".TrimStart(','));
        }
    }
}

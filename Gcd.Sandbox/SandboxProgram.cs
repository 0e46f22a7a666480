using Gcd.Sandbox.Host;

namespace Gcd.Sandbox;

/// <summary>The demo: a simulated Google, and Gcd against it.</summary>
internal static class SandboxProgram
{
    private static async Task<int> Main(string[] args)
    {
        var (options, error) = DemoOptions.Parse(args);
        if (options is not null)
        {
            return await DemoHost.RunAsync(options);
        }

        await Console.Error.WriteLineAsync($"{error}{Environment.NewLine}{DemoOptions.Usage}");
        return 2;
    }
}

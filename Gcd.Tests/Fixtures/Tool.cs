using System.Diagnostics;

namespace Gcd.Tests.Fixtures;

/// <summary>Programs that tests use as people do. A missing one skips the test on a person's machine, and fails it under CI.</summary>
internal static class Tool
{
    private static readonly string[] Folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':'), "/usr/sbin", "/sbin"];

    public static string Require(string name)
    {
        var path = Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        Need(path is not null, $"{name} is not installed; ./test.sh installs it where apt and the rights are there.");
        return path!;
    }

    /// <summary>What a test cannot do without.</summary>
    public static void Need(bool isThere, string otherwise)
    {
        if (!isThere && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail($"{otherwise} Under CI nothing may be skipped.");
        }

        Skip.IfNot(isThere, otherwise);
    }

    /// <summary>What only root may do is skipped for other users, and fails under CI.</summary>
    public static void RequireRoot(string what)
    {
        if (!Environment.IsPrivilegedProcess && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail($"Only root may do this: {what}; and under CI nothing may be skipped.");
        }

        Skip.IfNot(Environment.IsPrivilegedProcess, $"Only root may do this: {what}.");
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string path, params string[] arguments)
    {
        var start = new ProcessStartInfo(path) { RedirectStandardOutput = true, RedirectStandardError = true };
        Array.ForEach(arguments, start.ArgumentList.Add);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Patience.Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{path} {string.Join(' ', arguments)} had not ended after {Patience.Limit}.");
        }

        return (process.ExitCode, await output, await errors);
    }
}

namespace Gcd.Sandbox;

/// <summary>Routes whose handlers are called as they are. Parameters that ASP.NET Core binds would be compiled anew by each of the hundreds of Googles of a test run.</summary>
internal static class Routes
{
    public static void MapResult(this WebApplication app, string method, string pattern, Func<HttpContext, IResult> handle) =>
        app.MapResult(method, pattern, context => Task.FromResult(handle(context)));

    public static void MapResult(this WebApplication app, string method, string pattern, Func<HttpContext, Task<IResult>> handle) =>
        app.MapMethods(pattern, [method], async context => await (await handle(context)).ExecuteAsync(context));

    /// <summary>A part of the path that the pattern names.</summary>
    public static string Part(this HttpContext context, string name) => (string)context.Request.RouteValues[name]!;
}

namespace Gcd.Infrastructure.Http;

/// <summary>Sends a problem as a page. Pages are made of what lies here, so this folder knows them only by this.</summary>
internal delegate Task SendProblemPage(HttpContext context, Problem problem);

namespace Gcd.Infrastructure.Commands;

/// <summary>Hands a line about the progress to whoever started the command.</summary>
internal delegate Task ReportProgress(string line);

namespace Gcd.Infrastructure.EarlierService;

/// <param name="Name">In the database.</param>
/// <param name="Type">As the database calls it.</param>
internal sealed record EarlierColumn(string Name, string Type);

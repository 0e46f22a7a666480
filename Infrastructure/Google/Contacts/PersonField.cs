namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>One list of a person, such as phoneNumbers. Its members have their slots in this order; slot 0 is <see cref="PersonMember.Primary"/>.</summary>
/// <param name="Index">Its place among <see cref="PersonSchema.All"/>.</param>
/// <param name="Path">As the <c>fields</c> parameter names it; <c>metadata/sources</c> is a list that lies deeper.</param>
/// <param name="Members">What can be read of an entry.</param>
internal sealed record PersonField(int Index, string Path, params PersonMember[] Members)
{
    /// <summary>As <c>personFields</c> names it.</summary>
    public string Name { get; } = Path.Split('/')[0];

    /// <summary>How many slots an entry takes.</summary>
    public int Width => Members.Length;

    /// <summary>Only some of its members, for a format that shows no more.</summary>
    /// <exception cref="ArgumentException">It has no such member.</exception>
    public PersonPart Only(params IReadOnlyList<string> paths) =>
        paths.FirstOrDefault(path => Members.All(member => member.Path != path)) is { } unknown
            ? throw new ArgumentException($"{Path} has no member {unknown}.", nameof(paths))
            : new PersonPart(this, [.. Members.Where(member => member == PersonMember.Primary || paths.Contains(member.Path))]);
}

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>A field of a person, or some of its members, that a format reads.</summary>
internal sealed record PersonPart(PersonField Field, IReadOnlyList<PersonMember> Members)
{
    public static implicit operator PersonPart(PersonField field) => new(field, field.Members);
}

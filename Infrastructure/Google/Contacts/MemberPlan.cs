namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>How the value of a member is read: as an object, as a list of entries, or else into a slot.</summary>
internal sealed class MemberPlan
{
    public ObjectPlan? Object { get; init; }

    public ListPlan? List { get; init; }

    public MemberKind Kind { get; init; }

    public int Slot { get; init; }
}

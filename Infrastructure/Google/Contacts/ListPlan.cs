namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>How the entries of a person's list are read.</summary>
internal sealed class ListPlan
{
    public ListPlan(PersonPart part)
    {
        Index = part.Field.Index;
        Width = part.Field.Width;
        var slots = part.Members.Select(member => (Member: member, Slot: Array.IndexOf(part.Field.Members, member))).ToList();
        Entry = new ObjectPlan(slots.Select(slot => (slot.Member.Path, new MemberPlan { Kind = slot.Member.Kind, Slot = slot.Slot })));
        Content = [.. slots.Where(slot => slot.Member.IsContent).Select(slot => slot.Slot)];
    }

    /// <summary>The field's place among <see cref="PersonSchema.All"/>.</summary>
    public int Index { get; }

    public int Width { get; }

    public ObjectPlan Entry { get; }

    /// <summary>An entry whose slots here are all empty counts as absent.</summary>
    public int[] Content { get; }
}

using System.Text;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>How the selected members of a JSON object are read: which names it looks for, and what is done with the value of each.</summary>
internal sealed class ObjectPlan
{
    // What became of a person, which only metadata tells.
    private static readonly (string, MemberPlan)[] Changes =
    [
        ("metadata/deleted", new MemberPlan { Kind = MemberKind.Flag }),
        ("metadata/previousResourceNames", new MemberPlan { Kind = MemberKind.Names }),
    ];

    private readonly NameTable<MemberPlan> table;

    /// <summary>A person, by its fields.</summary>
    public ObjectPlan(IEnumerable<PersonPart> parts, bool tellsChanges)
        : this(parts.Select(part => (part.Field.Path, new MemberPlan { List = new ListPlan(part) })).Concat(tellsChanges ? Changes : []))
    {
    }

    /// <summary>An object by the paths of its values; those that begin alike are in one object that lies deeper.</summary>
    public ObjectPlan(IEnumerable<(string Path, MemberPlan Plan)> members)
    {
        var groups = members.GroupBy(member => member.Path.Split('/')[0]).ToList();
        Members = [.. groups.Select(group => Plan(group.Key, [.. group]))];
        table = new NameTable<MemberPlan>([.. groups.Zip(Members, (group, plan) => (Encoding.UTF8.GetBytes(group.Key), plan))]);
    }

    public MemberPlan[] Members { get; }

    /// <summary>The plan of a member; null when it is not selected.</summary>
    public MemberPlan? Find(scoped ReadOnlySpan<byte> name) => table.Find(name);

    private static MemberPlan Plan(string name, (string Path, MemberPlan Plan)[] group) =>
        group is [var (path, plan)] && path == name
            ? plan
            : new MemberPlan { Object = new ObjectPlan(group.Select(member => (member.Path[(name.Length + 1)..], member.Plan))) };
}

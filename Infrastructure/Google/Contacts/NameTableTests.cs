using System.Text;

namespace Gcd.Infrastructure.Google.Contacts;

public sealed class NameTableTests
{
    [Fact]
    public void Every_known_name_is_found_and_no_other()
    {
        string[] known = [.. PersonSchema.All.SelectMany(field => field.Members.Select(member => member.Path).Append(field.Path)).Distinct()];
        var table = new NameTable<string>([.. known.Select(name => (Encoding.UTF8.GetBytes(name), name))]);
        foreach (var name in known)
        {
            Assert.Equal(name, table.Find(Encoding.UTF8.GetBytes(name)));
            Assert.Null(table.Find(Encoding.UTF8.GetBytes(name + "x")));
            Assert.Null(table.Find(Encoding.UTF8.GetBytes(name.ToUpperInvariant())));
        }

        Assert.Null(table.Find(""u8));
        Assert.Null(new NameTable<string>([]).Find("names"u8));
    }

    [Fact]
    public void Names_that_cannot_be_told_apart_are_refused() =>
        Assert.Throws<ArgumentException>(() => new NameTable<string>([("x-the-same"u8.ToArray(), "1"), ("y-the-same"u8.ToArray(), "2")]));
}

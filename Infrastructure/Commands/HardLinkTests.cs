namespace Gcd.Infrastructure.Commands;

public sealed class HardLinkTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gcd-test-");

    private string From => Path.Combine(folder.FullName, "from");

    [Fact]
    public async Task What_has_a_second_name_is_still_there_when_the_first_is_given_to_something_else()
    {
        var (to, next) = (Path.Combine(folder.FullName, "to"), Path.Combine(folder.FullName, "next"));
        await File.WriteAllTextAsync(From, "earlier");
        await File.WriteAllTextAsync(next, "later");

        HardLink.MakeOrCopy(From, to);
        File.Move(next, From, overwrite: true);

        Assert.Equal("earlier", await File.ReadAllTextAsync(to));
        Assert.Equal("later", await File.ReadAllTextAsync(From));
    }

    [Fact]
    public async Task A_name_that_is_taken_is_left_as_it_is()
    {
        var to = Path.Combine(folder.FullName, "to");
        await File.WriteAllTextAsync(From, "earlier");
        await File.WriteAllTextAsync(to, "somebody's");

        Assert.Throws<IOException>(() => HardLink.MakeOrCopy(From, to));

        Assert.Equal("somebody's", await File.ReadAllTextAsync(to));
        Assert.Equal(2, Directory.GetFiles(folder.FullName).Length);
    }

    [SkippableFact]
    public async Task Where_a_second_name_is_not_to_be_had_it_is_a_copy()
    {
        // Another file system, across which there are no hard links (EXDEV of link(2)).
        Skip.IfNot(Directory.Exists("/dev/shm"), "There is no second file system.");
        var to = Path.Combine("/dev/shm", folder.Name);
        await File.WriteAllTextAsync(From, "earlier");
        try
        {
            HardLink.MakeOrCopy(From, to);

            Assert.Equal("earlier", await File.ReadAllTextAsync(to));
            Assert.False(File.Exists(to + ".gcd-partial"));
        }
        finally
        {
            File.Delete(to);
        }
    }

    public void Dispose() => folder.Delete(recursive: true);
}

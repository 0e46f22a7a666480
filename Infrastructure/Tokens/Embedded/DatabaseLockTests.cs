using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens.LiteDb;

namespace Gcd.Infrastructure.Tokens.Embedded;

public sealed class DatabaseLockTests : IDisposable
{
    private readonly LiteDbFolderForTests folder = new();

    [Fact]
    public void A_second_holder_is_refused_until_the_first_lets_go()
    {
        using (DatabaseLock.Acquire(folder.Database))
        {
            var refused = Assert.Throws<StartupException>(() => DatabaseLock.Acquire(folder.Database));
            Assert.Contains("in use by another Gcd", refused.Message, StringComparison.Ordinal);
        }

        DatabaseLock.Acquire(folder.Database).Dispose();
    }

    [Fact]
    public void A_lock_file_that_was_left_behind_is_no_obstacle()
    {
        File.WriteAllText(folder.Lock, "process 4711");

        DatabaseLock.Acquire(folder.Database).Dispose();
    }

    [Fact]
    public void Each_database_has_a_lock_of_its_own()
    {
        using var one = DatabaseLock.Acquire(folder.Database);
        using var other = DatabaseLock.Acquire(Path.Combine(folder.Folder, "other.db"));
    }

    public void Dispose() => folder.Dispose();
}

// Many tests wait for sockets, disks and processes, so more of them run at once than there are cores.
[assembly: CollectionBehavior(MaxParallelThreads = 6)]
[assembly: TestCollectionOrderer("Gcd.Tests.Fixtures.LongestFirst", "Gcd.Tests")]

// Tests mostly wait for sockets and timers, so more of them run at once than there are cores.
[assembly: CollectionBehavior(MaxParallelThreads = 6)]

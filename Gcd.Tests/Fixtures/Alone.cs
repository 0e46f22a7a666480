namespace Gcd.Tests.Fixtures;

/// <summary>Tests that nothing else may run beside, because they look at how quickly a busy Gcd answers.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

using Xunit.Abstractions;

namespace Gcd.Tests.Fixtures;

/// <summary>Begins with what takes longest, so that a run does not end with one long class by itself and an idle machine.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    // docs/performance.md has their times. A name that is missing here costs nothing but time.
    private static readonly string[] Longest =
    [
        "Pages", "KillTests", "InstanceKillsTests", "FailoverTests", "DownloadFaultTests", "FullDiskTests", "CommandTests", "TypeScriptClientTests", "TwoInstancesTests", "DatabaseAwayTests",
        "StoreStartTests", "RollingRotationTests", "HealthCommandTests", "ReadOnlyFolderTests", "StopTests", "StartTests", "DownloadCompressionTests", "DownloadTests", "HttpContractTests",
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections.OrderBy(Place);

    /// <summary>A class without a collection of its own is one, and named after it.</summary>
    private static int Place(ITestCollection collection)
    {
        var place = Array.IndexOf(Longest, collection.DisplayName.Split(' ', '.')[^1]);
        return place < 0 ? Longest.Length : place;
    }
}

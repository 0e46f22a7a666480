namespace Gcd.Tests.Pages;

/// <summary>Tests of pages run one after another: they share a browser, its clipboard, and a simulated Google whose faults hit whoever comes first.</summary>
[CollectionDefinition(Name)]
public sealed class InTheBrowser : ICollectionFixture<PagesUnderTest>
{
    public const string Name = "Pages";
}

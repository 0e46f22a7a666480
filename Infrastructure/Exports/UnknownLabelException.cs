namespace Gcd.Infrastructure.Exports;

/// <summary>A filter names a label that the person does not have.</summary>
internal sealed class UnknownLabelException(string label, IReadOnlyList<string> known) : Exception("There is no such label.")
{
    public string Label => label;

    /// <summary>The names of the person's labels.</summary>
    public IReadOnlyList<string> Known => known;
}

namespace Gcd.Infrastructure.Exports;

/// <summary>A filter names a label that the person does not have.</summary>
internal sealed class UnknownLabelException(string label, IReadOnlyList<string> known) : Exception("There is no such label.")
{
    public string Label => label;

    /// <summary>Whether only some labels are open to the caller, so that the label may well be there.</summary>
    public bool IsLimited { get; init; }

    /// <summary>The names of the person's labels that are open to the caller.</summary>
    public IReadOnlyList<string> Known => known;
}

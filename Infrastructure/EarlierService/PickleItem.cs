namespace Gcd.Infrastructure.EarlierService;

/// <summary>What would lie on the stack of a pickle's reader: its kind, and the words of a short text or the name of a class.</summary>
internal readonly record struct PickleItem(PickleItemKind Kind, string? Name = null)
{
    public bool IsPlain => Kind is PickleItemKind.Text or PickleItemKind.Scalar or PickleItemKind.Bytes;
}

internal enum PickleItemKind
{
    Mark,
    Text,
    Bytes,

    /// <summary>A number, true, false, None or a date.</summary>
    Scalar,
    List,
    EmptyTuple,

    /// <summary>A tuple of bytes alone, as a date is made of.</summary>
    BytesTuple,

    /// <summary>A tuple of two texts, as bytes are made of in protocol 2.</summary>
    TextsTuple,
    Tuple,
    Dictionary,
    Set,
    Class,
    Credentials,
}

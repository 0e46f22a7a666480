using static Gcd.Infrastructure.EarlierService.PickleItemKind;

namespace Gcd.Infrastructure.EarlierService;

/// <summary>
/// Goes through a pickle's instructions before any reader does, keeping only what kind of thing lies where.
/// It lets pass one object of Google's class with a dictionary as its state, made of plain values, and nothing else.
/// </summary>
internal ref struct PickleGuard
{
    // Real ones have about 1,500 bytes and 150 instructions.
    private const int MostBytes = 64 * 1024;
    private const int MostItems = 512;
    private const int MostInstructions = 4096;

    private const string Credentials = "google.oauth2.credentials.Credentials";
    private const string Date = "datetime.datetime";

    /// <summary>How protocol 2 writes bytes: as a text in Latin-1.</summary>
    private const string Encode = "_codecs.encode";

    private readonly Stack<PickleItem> stack = [];
    private readonly Dictionary<int, PickleItem> memo = [];
    private PickleCursor cursor;
    private int objects;
    private int builds;

    private PickleGuard(ReadOnlySpan<byte> pickle) => cursor = new PickleCursor(pickle);

    public static bool IsHarmless(ReadOnlySpan<byte> pickle) =>
        pickle.Length <= MostBytes
        && pickle is [(byte)PickleOpcode.Protocol, >= 2 and <= 5, ..]
        && new PickleGuard(pickle[2..]).Run();

    private bool Run()
    {
        for (var count = 0; count < MostInstructions && cursor.TryRead(out var code); count++)
        {
            if ((PickleOpcode)code == PickleOpcode.Stop)
            {
                return cursor.Left == 0 && builds == 1 && stack is { Count: 1 } && stack.Peek().Kind == PickleItemKind.Credentials;
            }

            if (!Step((PickleOpcode)code) || stack.Count > MostItems || memo.Count > MostItems)
            {
                return false;
            }
        }

        return false;
    }

    private bool Step(PickleOpcode code) => code switch
    {
        PickleOpcode.Frame => cursor.TryReadNumber(8, out var length) && length >= 0 && length <= cursor.Left,
        PickleOpcode.Mark => Push(Mark),
        PickleOpcode.None or PickleOpcode.NewTrue or PickleOpcode.NewFalse => Push(Scalar),
        PickleOpcode.BinInt1 => cursor.TrySkip(1) && Push(Scalar),
        PickleOpcode.BinInt2 => cursor.TrySkip(2) && Push(Scalar),
        PickleOpcode.BinInt => cursor.TrySkip(4) && Push(Scalar),
        PickleOpcode.BinFloat => cursor.TrySkip(8) && Push(Scalar),
        PickleOpcode.Long1 => cursor.TryReadNumber(1, out var length) && length <= 8 && cursor.TrySkip(length) && Push(Scalar),
        PickleOpcode.ShortBinUnicode => cursor.TrySkip(1, out var text) && Push(Text, text),
        PickleOpcode.BinUnicode => cursor.TrySkip(4, out var text) && Push(Text, text),
        PickleOpcode.BinUnicode8 => cursor.TrySkip(8, out var text) && Push(Text, text),
        PickleOpcode.ShortBinBytes => cursor.TrySkip(1, out _) && Push(Bytes),
        PickleOpcode.BinBytes => cursor.TrySkip(4, out _) && Push(Bytes),
        PickleOpcode.EmptyList => Push(List),
        PickleOpcode.EmptyTuple => Push(EmptyTuple),
        PickleOpcode.EmptyDict => Push(Dictionary),
        PickleOpcode.EmptySet => Push(Set),
        PickleOpcode.Append => TryPop(out var item) && IsValue(item) && IsTop(List),
        PickleOpcode.Appends => TryPopToMark(out var items) && items.TrueForAll(IsValue) && IsTop(List),
        PickleOpcode.AddItems => TryPopToMark(out var items) && items.TrueForAll(item => item.IsPlain) && IsTop(Set),
        PickleOpcode.FrozenSet => TryPopToMark(out var items) && items.TrueForAll(item => item.IsPlain) && Push(Set),
        PickleOpcode.SetItem => TryPop(out var value) && TryPop(out var key) && AreEntries([key, value]) && IsTop(Dictionary),
        PickleOpcode.SetItems => TryPopToMark(out var items) && AreEntries(items) && IsTop(Dictionary),
        PickleOpcode.Tuple => TryPopToMark(out var items) && PushTuple(items),
        PickleOpcode.Tuple1 => TryPop(out var one) && PushTuple([one]),
        PickleOpcode.Tuple2 => TryPop(out var two) && TryPop(out var one) && PushTuple([one, two]),
        PickleOpcode.Tuple3 => TryPop(out var three) && TryPop(out var two) && TryPop(out var one) && PushTuple([one, two, three]),
        PickleOpcode.BinPut => cursor.TryReadNumber(1, out var place) && Keep(place),
        PickleOpcode.LongBinPut => cursor.TryReadNumber(4, out var place) && Keep(place),
        PickleOpcode.Memoize => Keep(memo.Count),
        PickleOpcode.BinGet => cursor.TryReadNumber(1, out var place) && Recall(place),
        PickleOpcode.LongBinGet => cursor.TryReadNumber(4, out var place) && Recall(place),
        PickleOpcode.Global => cursor.TryReadLine(out var module) && cursor.TryReadLine(out var name) && PushClass(module, name),
        PickleOpcode.StackGlobal => TryPop(out var name) && TryPop(out var module) && name.Kind == Text && module.Kind == Text && PushClass(module.Name, name.Name),
        PickleOpcode.NewObject => TryPop(out var arguments) && TryPop(out var made) && arguments.Kind == EmptyTuple && IsClass(made, Credentials) && ++objects == 1 && Push(PickleItemKind.Credentials),
        PickleOpcode.Reduce => TryPop(out var arguments) && TryPop(out var called) && PushMade(called, arguments),
        PickleOpcode.Build => TryPop(out var state) && state.Kind == Dictionary && IsTop(PickleItemKind.Credentials) && ++builds == 1,
        _ => false,
    };

    private readonly bool Push(PickleItemKind kind, string? name = null)
    {
        stack.Push(new PickleItem(kind, name));
        return true;
    }

    private readonly bool PushTuple(List<PickleItem> items) => Push(items switch
    {
        [] => EmptyTuple,
        [{ Kind: Bytes }] => BytesTuple,
        [{ Kind: Text }, { Kind: Text, Name: "latin1" }] => TextsTuple,
        _ => PickleItemKind.Tuple,
    }) && items.TrueForAll(IsValue);

    private readonly bool PushClass(string? module, string? name) => $"{module}.{name}" is Credentials or Date or Encode && Push(Class, $"{module}.{name}");

    private readonly bool PushMade(PickleItem called, PickleItem arguments) =>
        (IsClass(called, Date) && arguments.Kind == BytesTuple && Push(Scalar))
        || (IsClass(called, Encode) && arguments.Kind == TextsTuple && Push(Bytes));

    private readonly bool TryPop(out PickleItem item) => stack.TryPop(out item) && item.Kind != Mark;

    private readonly bool TryPopToMark(out List<PickleItem> items)
    {
        items = [];
        while (stack.TryPop(out var item))
        {
            if (item.Kind == Mark)
            {
                items.Reverse();
                return true;
            }

            items.Add(item);
        }

        return false;
    }

    private readonly bool Keep(int place)
    {
        if (place is < 0 or >= MostItems || !stack.TryPeek(out var item) || item.Kind == Mark)
        {
            return false;
        }

        memo[place] = item;
        return true;
    }

    private readonly bool Recall(int place)
    {
        if (!memo.TryGetValue(place, out var item))
        {
            return false;
        }

        stack.Push(item);
        return true;
    }

    private readonly bool IsTop(PickleItemKind kind) => stack.TryPeek(out var top) && top.Kind == kind;

    private static bool IsClass(PickleItem item, string name) => item.Kind == Class && item.Name == name;

    /// <summary>Classes and objects are part of nothing else.</summary>
    private static bool IsValue(PickleItem item) => item.Kind is not (Class or PickleItemKind.Credentials or Mark);

    private static bool AreEntries(List<PickleItem> items)
    {
        for (var at = 0; at < items.Count; at += 2)
        {
            if (items[at].Kind != Text || at + 1 == items.Count || !IsValue(items[at + 1]))
            {
                return false;
            }
        }

        return true;
    }
}

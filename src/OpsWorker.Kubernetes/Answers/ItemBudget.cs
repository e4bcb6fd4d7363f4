namespace OpsWorker.Kubernetes.Answers;

/// <summary>
/// Keeps items within a budget, and counts the bytes of the rest. Where not all of them fit, those that show more trouble are kept before
/// those that show less.
/// </summary>
internal sealed class ItemBudget(int? maxBytes)
{
    private readonly List<Item>[] _kept = [.. Enum.GetValues<Trouble>().Select(_ => new List<Item>())];
    private long _bytes;
    private long _omitted;
    private int _omittedItems;
    private int _added;

    /// <summary>Adds an item.</summary>
    public void Add(ReadOnlyMemory<byte> content, Trouble trouble)
    {
        var max = maxBytes ?? int.MaxValue;
        while (content.Length <= max && _bytes + content.Length > max && LastBelow(trouble) is { } less)
        {
            var last = less[^1];
            less.RemoveAt(less.Count - 1);
            _bytes -= last.Content.Length + 1;
            _omitted += last.Content.Length + 1;
            _omittedItems++;
        }

        if (_bytes + content.Length > max || (_omitted > 0 && trouble == Trouble.None))
        {
            _omitted += content.Length + 1;
            _omittedItems++;
            return;
        }

        _kept[(int)trouble].Add(new Item(_added++, content));
        _bytes += content.Length + 1;
    }

    public void Clear()
    {
        foreach (var items in _kept) items.Clear();
        _bytes = _omitted = 0;
        _omittedItems = 0;
    }

    /// <summary>The list, with the bytes of the omitted items: in order of addition, or where some are omitted the worst first.</summary>
    public BoundedJson WriteList(string kind, string apiVersion)
    {
        var all = Enumerable.Reverse(_kept).SelectMany(items => items);
        if (_omitted == 0) all = all.OrderBy(item => item.Number);
        var list = BoundedJson.WriteList(kind, apiVersion, all.Select(item => item.Content), maxBytes);
        return list with { OmittedBytes = list.OmittedBytes + _omitted, OmittedItems = list.OmittedItems + _omittedItems };
    }

    private List<Item>? LastBelow(Trouble trouble) => _kept.Take((int)trouble).FirstOrDefault(items => items.Count > 0);

    private readonly record struct Item(int Number, ReadOnlyMemory<byte> Content);
}

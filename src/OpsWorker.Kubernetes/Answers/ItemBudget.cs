namespace OpsWorker.Kubernetes.Answers;

/// <summary>Keeps items within a budget, and counts the bytes of the rest.</summary>
internal sealed class ItemBudget(int? maxBytes)
{
    private readonly List<ReadOnlyMemory<byte>> _kept = [];
    private long _bytes;
    private long _omitted;

    public void Add(ReadOnlyMemory<byte> item)
    {
        if (_omitted > 0 || _bytes + item.Length > (maxBytes ?? int.MaxValue))
        {
            _omitted += item.Length + 1;
            return;
        }

        _kept.Add(item);
        _bytes += item.Length + 1;
    }

    public void Clear()
    {
        _kept.Clear();
        _bytes = _omitted = 0;
    }

    /// <summary>The list, with the bytes of the omitted items.</summary>
    public BoundedJson WriteList(string kind, string apiVersion)
    {
        var list = BoundedJson.WriteList(kind, apiVersion, _kept, maxBytes);
        return list with { OmittedBytes = list.OmittedBytes + _omitted };
    }
}

namespace OpsWorker.Testing.Clusters;

/// <summary>Addresses that nothing else has, in order: <c>10.244.1.2</c>, <c>10.244.1.3</c> and so on.</summary>
internal sealed class AddressPool(string prefix, IEnumerable<string> taken)
{
    private const int Each = 250;

    private readonly HashSet<string> _taken = [.. taken];
    private int _next;

    public string Next()
    {
        string address;
        do
        {
            address = $"{prefix}.{(_next / Each) + 1}.{(_next % Each) + 2}";
            _next++;
        }
        while (_taken.Contains(address));
        return address;
    }
}

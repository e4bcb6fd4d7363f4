namespace OpsWorker.Core.Findings;

/// <summary>Names an object of a cluster.</summary>
/// <param name="Kind">As in the API: <c>Deployment</c>, <c>Node</c>.</param>
/// <param name="Namespace">Null for an object that has none.</param>
/// <param name="Name">The object's name.</param>
public sealed record ObjectReference(string Kind, string? Namespace, string Name)
{
    /// <summary><c>Deployment shop/checkout</c>, <c>Node worker-1</c>.</summary>
    public override string ToString() => Namespace is null ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";
}

using OpsWorker.Kubernetes.Model;

namespace OpsWorker.AgentRuntime.Watch;

/// <summary>A resource to watch, in one namespace or in all.</summary>
/// <param name="Resource">The resource with its group, for example <c>deployments.apps</c>.</param>
/// <param name="Namespace">The namespace; null for all namespaces and for cluster-scoped resources.</param>
/// <param name="FieldSelector">Selects objects by field; null for all.</param>
public sealed record WatchTarget(string Resource, string? Namespace = null, string? FieldSelector = null)
{
    /// <inheritdoc/>
    public override string ToString() => Namespace is null ? Resource : $"{Resource} of {Namespace}";
}

/// <summary>The kind of a change that a watch reports.</summary>
public enum WatchChangeKind
{
    /// <summary>A list starts: its objects follow as <see cref="Present"/>. May interrupt a list, which is then void.</summary>
    Listing,

    /// <summary>The list is complete: objects that it did not contain are gone.</summary>
    Listed,

    /// <summary>The object exists in this state.</summary>
    Present,

    /// <summary>The object was deleted; this is its last state.</summary>
    Gone,
}

/// <summary>A change that a watch reports.</summary>
/// <param name="Target">The watch.</param>
/// <param name="Kind">The kind of change.</param>
/// <param name="Object">
/// The object of <see cref="WatchChangeKind.Present"/> and <see cref="WatchChangeKind.Gone"/>. Its
/// <see cref="KubernetesObject.Raw"/> is valid only until the callback returns.
/// </param>
public sealed record WatchChange(WatchTarget Target, WatchChangeKind Kind, KubernetesObject? Object = null);

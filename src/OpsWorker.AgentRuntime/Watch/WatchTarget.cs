using OpsWorker.Kubernetes.Model;

namespace OpsWorker.AgentRuntime.Watch;

/// <summary>A resource to watch, in a namespace or in all.</summary>
/// <param name="Resource">The resource with its group, for example <c>deployments.apps</c>.</param>
/// <param name="Namespace">The namespace; null for all of them, and for what is in none.</param>
/// <param name="FieldSelector">Which of the objects; null for all.</param>
public sealed record WatchTarget(string Resource, string? Namespace = null, string? FieldSelector = null)
{
    /// <inheritdoc/>
    public override string ToString() => Namespace is null ? Resource : $"{Resource} of {Namespace}";
}

/// <summary>The kind of a change that a watch reports.</summary>
public enum WatchChangeKind
{
    /// <summary>A list begins: everything that is there follows as <see cref="Present"/>. Also in the middle of one, which is void then.</summary>
    Listing,

    /// <summary>The list is complete: what was there before and did not come is gone.</summary>
    Listed,

    /// <summary>The object is there, in this state.</summary>
    Present,

    /// <summary>The object is gone; this was its last state.</summary>
    Gone,
}

/// <summary>One thing that a watch tells.</summary>
/// <param name="Target">The watch.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Object">
/// The object, of <see cref="WatchChangeKind.Present"/> and <see cref="WatchChangeKind.Gone"/>. Its
/// <see cref="KubernetesObject.Raw"/> is not to be used after the change was taken.
/// </param>
public sealed record WatchChange(WatchTarget Target, WatchChangeKind Kind, KubernetesObject? Object = null);

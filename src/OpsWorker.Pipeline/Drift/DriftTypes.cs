namespace OpsWorker.Pipeline.Drift;

/// <summary>The form of a difference.</summary>
public enum DriftKind
{
    /// <summary>The field has another value.</summary>
    Changed,

    /// <summary>A person or program added the field, which the manifest does not have.</summary>
    Added,

    /// <summary>The field is not there.</summary>
    Removed,

    /// <summary>The whole object is not there.</summary>
    Missing,
}

/// <summary>The weight of a difference.</summary>
public enum DriftSeverity
{
    /// <summary>Nothing works otherwise because of it: labels and annotations for people, the time of a restart.</summary>
    Cosmetic,

    /// <summary>The cluster works, or may work, otherwise than the manifest says.</summary>
    Functional,
}

/// <summary>One difference between a manifest and the live object.</summary>
/// <param name="Object">Kind, namespace and name: <c>Deployment shop/web</c>.</param>
/// <param name="Path">The field: <c>spec.template.spec.containers[app].image</c>; empty for the whole object.</param>
/// <param name="Kind">The form.</param>
/// <param name="Severity">The weight.</param>
public sealed record FieldDrift(string Object, string Path, DriftKind Kind, DriftSeverity Severity)
{
    /// <summary>The manifest's value as JSON, cut; null where it has none, or where it is a Secret's.</summary>
    public string? Desired { get; init; }

    /// <summary>The live value as JSON, cut; null where it has none, or where it is a Secret's.</summary>
    public string? Live { get; init; }

    /// <summary>The manager that last set the field, by managedFields; null where they do not say.</summary>
    public string? Actor { get; init; }

    /// <summary>The time at which that manager last changed the object; null where they do not say.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>The settings of a comparison.</summary>
public sealed record DriftOptions
{
    /// <summary>The namespace of manifests that name none; null looks for the one live object of their kind and name.</summary>
    public string? DefaultNamespace { get; init; }

    /// <summary>Differences that are ignored.</summary>
    public IReadOnlyList<IgnoreRule> Ignore { get; init; } = [];
}

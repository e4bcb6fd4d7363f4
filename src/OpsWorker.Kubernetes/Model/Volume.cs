namespace OpsWorker.Kubernetes.Model;

/// <summary>A volume of a pod.</summary>
public sealed record Volume(
    string Name,
    ClaimVolumeSource? PersistentVolumeClaim,
    ConfigMapVolumeSource? ConfigMap,
    SecretVolumeSource? Secret,
    ProjectedVolumeSource? Projected,
    HostPathVolumeSource? HostPath);

/// <summary>A claim that is mounted.</summary>
public sealed record ClaimVolumeSource(string ClaimName, bool ReadOnly);

/// <summary>A ConfigMap whose keys are mounted as files.</summary>
public sealed record ConfigMapVolumeSource(string? Name, bool Optional, IReadOnlyList<KeyToPath>? Items);

/// <summary>A Secret whose keys are mounted as files.</summary>
public sealed record SecretVolumeSource(string? SecretName, bool Optional, IReadOnlyList<KeyToPath>? Items);

/// <summary>Several sources in one folder.</summary>
public sealed record ProjectedVolumeSource(IReadOnlyList<ProjectedSource>? Sources);

/// <summary>One source of a projected volume.</summary>
public sealed record ProjectedSource(ProjectedReference? ConfigMap, ProjectedReference? Secret);

/// <summary>A ConfigMap or Secret of a projected volume.</summary>
public sealed record ProjectedReference(string? Name, bool Optional, IReadOnlyList<KeyToPath>? Items);

/// <summary>A key and the file that it becomes.</summary>
public sealed record KeyToPath(string Key, string? Path);

/// <summary>A folder or file of the node.</summary>
public sealed record HostPathVolumeSource(string? Path, string? Type);

/// <summary>A piece of storage of the cluster.</summary>
public sealed class PersistentVolume : KubernetesObject
{
    /// <summary>What it is.</summary>
    public PersistentVolumeSpec Spec { get; set; } = new();

    /// <summary>Where it stands.</summary>
    public PhaseStatus Status { get; set; } = new(null, null, null);
}

/// <summary>What a volume is.</summary>
public sealed class PersistentVolumeSpec
{
    /// <summary>How much there is, under <c>storage</c>.</summary>
    public IReadOnlyDictionary<string, Quantity> Capacity { get; set; } = new Dictionary<string, Quantity>();

    /// <summary>How it can be used.</summary>
    public IReadOnlyList<string> AccessModes { get; set; } = [];

    /// <summary>Its class; empty for none.</summary>
    public string? StorageClassName { get; set; }

    /// <summary>The claim that it belongs to or is kept for.</summary>
    public ObjectReferenceField? ClaimRef { get; set; }

    /// <summary>Where it can be used.</summary>
    public VolumeNodeAffinity? NodeAffinity { get; set; }

    /// <summary>What becomes of it when its claim is gone.</summary>
    public string? PersistentVolumeReclaimPolicy { get; set; }
}

/// <summary>Where a volume can be used.</summary>
public sealed record VolumeNodeAffinity(NodeSelector? Required);

/// <summary>A workload's wish for storage.</summary>
public sealed class PersistentVolumeClaim : KubernetesObject
{
    /// <summary>What is wished.</summary>
    public PersistentVolumeClaimSpec Spec { get; set; } = new();

    /// <summary>Where it stands: <c>Pending</c>, <c>Bound</c>, <c>Lost</c>.</summary>
    public PhaseStatus Status { get; set; } = new(null, null, null);
}

/// <summary>What a claim asks for.</summary>
public sealed class PersistentVolumeClaimSpec
{
    /// <summary>How it is to be used.</summary>
    public IReadOnlyList<string> AccessModes { get; set; } = [];

    /// <summary>How much, under <c>storage</c>.</summary>
    public ResourceRequirements Resources { get; set; } = new();

    /// <summary>The class; null for the default one, empty for none.</summary>
    public string? StorageClassName { get; set; }

    /// <summary>Which volumes will do; null for any.</summary>
    public LabelSelector? Selector { get; set; }

    /// <summary>The volume that it is bound to or wants.</summary>
    public string? VolumeName { get; set; }
}

/// <summary>The status of an object that has little more than a phase.</summary>
public sealed record PhaseStatus(string? Phase, string? Reason, string? Message);

/// <summary>How volumes are made.</summary>
public sealed class StorageClass : KubernetesObject
{
    /// <summary>What makes them; <c>kubernetes.io/no-provisioner</c> for nothing.</summary>
    public string? Provisioner { get; set; }

    /// <summary><c>WaitForFirstConsumer</c> or <c>Immediate</c>.</summary>
    public string? VolumeBindingMode { get; set; }
}

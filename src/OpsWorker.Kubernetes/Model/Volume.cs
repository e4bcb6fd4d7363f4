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

/// <summary>Several sources in one directory.</summary>
public sealed record ProjectedVolumeSource(IReadOnlyList<ProjectedSource>? Sources);

/// <summary>One source of a projected volume.</summary>
public sealed record ProjectedSource(ProjectedReference? ConfigMap, ProjectedReference? Secret);

/// <summary>A ConfigMap or Secret of a projected volume.</summary>
public sealed record ProjectedReference(string? Name, bool Optional, IReadOnlyList<KeyToPath>? Items);

/// <summary>A key and the path of its file.</summary>
public sealed record KeyToPath(string Key, string? Path);

/// <summary>A directory or file of the node.</summary>
public sealed record HostPathVolumeSource(string? Path, string? Type);

/// <summary>A volume of the cluster.</summary>
public sealed class PersistentVolume : KubernetesObject
{
    public PersistentVolumeSpec Spec { get; set; } = new();

    public PhaseStatus Status { get; set; } = new(null, null, null);
}

/// <summary>The desired state of a volume.</summary>
public sealed class PersistentVolumeSpec
{
    /// <summary>The size, under <c>storage</c>.</summary>
    public IReadOnlyDictionary<string, Quantity> Capacity { get; set; } = new Dictionary<string, Quantity>();

    public IReadOnlyList<string> AccessModes { get; set; } = [];

    /// <summary>The storage class; empty for none.</summary>
    public string? StorageClassName { get; set; }

    /// <summary>The claim that the volume is bound to or reserved for.</summary>
    public ObjectReferenceField? ClaimRef { get; set; }

    /// <summary>The nodes that can mount it.</summary>
    public VolumeNodeAffinity? NodeAffinity { get; set; }

    /// <summary><c>Retain</c> or <c>Delete</c>: the fate of the volume after its claim is deleted.</summary>
    public string? PersistentVolumeReclaimPolicy { get; set; }
}

/// <summary>The nodes that can mount a volume.</summary>
public sealed record VolumeNodeAffinity(NodeSelector? Required);

/// <summary>A claim of storage.</summary>
public sealed class PersistentVolumeClaim : KubernetesObject
{
    public PersistentVolumeClaimSpec Spec { get; set; } = new();

    /// <summary><c>Pending</c>, <c>Bound</c> or <c>Lost</c>.</summary>
    public PhaseStatus Status { get; set; } = new(null, null, null);
}

/// <summary>The desired state of a claim.</summary>
public sealed class PersistentVolumeClaimSpec
{
    public IReadOnlyList<string> AccessModes { get; set; } = [];

    /// <summary>The requested size, under <c>storage</c>.</summary>
    public ResourceRequirements Resources { get; set; } = new();

    /// <summary>The class; null for the default one, empty for none.</summary>
    public string? StorageClassName { get; set; }

    /// <summary>Limits the volumes that the claim can bind to; null for no limit.</summary>
    public LabelSelector? Selector { get; set; }

    /// <summary>The volume that the claim is bound to, or asks for by name.</summary>
    public string? VolumeName { get; set; }
}

/// <summary>The status of an object that has little more than a phase.</summary>
public sealed record PhaseStatus(string? Phase, string? Reason, string? Message);

/// <summary>A class of volumes, by which they are provisioned.</summary>
public sealed class StorageClass : KubernetesObject
{
    /// <summary>The driver that creates the volumes; <c>kubernetes.io/no-provisioner</c> for none.</summary>
    public string? Provisioner { get; set; }

    /// <summary><c>WaitForFirstConsumer</c> or <c>Immediate</c>.</summary>
    public string? VolumeBindingMode { get; set; }
}

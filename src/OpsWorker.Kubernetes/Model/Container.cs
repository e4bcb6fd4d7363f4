using System.Text.Json.Serialization;

namespace OpsWorker.Kubernetes.Model;

/// <summary>A container of a pod as it is wanted.</summary>
public sealed class Container
{
    /// <summary>Unique within the pod.</summary>
    public string Name { get; set; } = "";

    /// <summary>The image reference.</summary>
    public string? Image { get; set; }

    /// <summary>Replaces the image's entry point.</summary>
    public IReadOnlyList<string> Command { get; set; } = [];

    /// <summary>Replaces the image's arguments.</summary>
    public IReadOnlyList<string> Args { get; set; } = [];

    /// <summary>Ports that it says it listens on.</summary>
    public IReadOnlyList<ContainerPort> Ports { get; set; } = [];

    /// <summary>Its environment.</summary>
    public IReadOnlyList<EnvVar> Env { get; set; } = [];

    /// <summary>ConfigMaps and Secrets that are taken into the environment whole.</summary>
    public IReadOnlyList<EnvFromSource> EnvFrom { get; set; } = [];

    /// <summary>What it requests and may use.</summary>
    public ResourceRequirements Resources { get; set; } = new();

    /// <summary>Restarts the container when it fails.</summary>
    public Probe? LivenessProbe { get; set; }

    /// <summary>Takes the pod out of its Services while it fails.</summary>
    public Probe? ReadinessProbe { get; set; }

    /// <summary>Holds back the others until it succeeds.</summary>
    public Probe? StartupProbe { get; set; }

    /// <summary>Where volumes are mounted.</summary>
    public IReadOnlyList<VolumeMount> VolumeMounts { get; set; } = [];

    /// <summary>As whom it runs.</summary>
    public SecurityContext? SecurityContext { get; set; }

    /// <summary><c>Always</c> on an init container makes it a sidecar.</summary>
    public string? RestartPolicy { get; set; }
}

/// <summary>A port of a container.</summary>
public sealed record ContainerPort(
    string? Name, [property: JsonPropertyName("containerPort")] int Number, int? HostPort, string? Protocol);

/// <summary>A variable of a container's environment.</summary>
public sealed record EnvVar(string Name, string? Value, EnvVarSource? ValueFrom);

/// <summary>Where a variable's value comes from.</summary>
public sealed record EnvVarSource(KeySelector? ConfigMapKeyRef, KeySelector? SecretKeyRef);

/// <summary>A key of a ConfigMap or Secret.</summary>
public sealed record KeySelector(string? Name, string Key, bool Optional);

/// <summary>A ConfigMap or Secret that is taken whole.</summary>
public sealed record EnvFromSource(NameReference? ConfigMapRef, NameReference? SecretRef, string? Prefix);

/// <summary>Names an object of a known kind in the same namespace.</summary>
public sealed record NameReference(string? Name, bool Optional);

/// <summary>What a container requests and may use, by resource.</summary>
public sealed class ResourceRequirements
{
    /// <summary>What the scheduler sets aside.</summary>
    public IReadOnlyDictionary<string, Quantity> Requests { get; set; } = new Dictionary<string, Quantity>();

    /// <summary>What it may not exceed.</summary>
    public IReadOnlyDictionary<string, Quantity> Limits { get; set; } = new Dictionary<string, Quantity>();
}

/// <summary>Where a volume is mounted.</summary>
public sealed record VolumeMount(string Name, string? MountPath, string? SubPath, bool ReadOnly);

/// <summary>As whom a container or pod runs.</summary>
public sealed record SecurityContext(
    long? RunAsUser, long? RunAsGroup, bool? RunAsNonRoot, long? FsGroup, bool? ReadOnlyRootFilesystem, bool? Privileged);

/// <summary>A check that the kubelet makes.</summary>
public sealed record Probe(
    HttpGetAction? HttpGet,
    TcpSocketAction? TcpSocket,
    GrpcAction? Grpc,
    ExecAction? Exec,
    int? InitialDelaySeconds,
    int? TimeoutSeconds,
    int? PeriodSeconds,
    int? SuccessThreshold,
    int? FailureThreshold);

/// <summary>Asks over HTTP.</summary>
public sealed record HttpGetAction(string? Path, IntOrString Port, string? Scheme, string? Host);

/// <summary>Opens a connection.</summary>
public sealed record TcpSocketAction(IntOrString Port, string? Host);

/// <summary>Asks gRPC's health service.</summary>
public sealed record GrpcAction(int Port, string? Service);

/// <summary>Runs a command in the container.</summary>
public sealed record ExecAction(IReadOnlyList<string>? Command);

using System.Text.Json.Serialization;

namespace OpsWorker.Kubernetes.Model;

/// <summary>The desired state of a container.</summary>
public sealed class Container
{
    public string Name { get; set; } = "";

    /// <summary>The image reference.</summary>
    public string? Image { get; set; }

    /// <summary>Replaces the image's entry point.</summary>
    public IReadOnlyList<string> Command { get; set; } = [];

    /// <summary>Replaces the image's arguments.</summary>
    public IReadOnlyList<string> Args { get; set; } = [];

    /// <summary>The ports that the container declares.</summary>
    public IReadOnlyList<ContainerPort> Ports { get; set; } = [];

    public IReadOnlyList<EnvVar> Env { get; set; } = [];

    /// <summary>ConfigMaps and Secrets whose keys all become variables.</summary>
    public IReadOnlyList<EnvFromSource> EnvFrom { get; set; } = [];

    public ResourceRequirements Resources { get; set; } = new();

    /// <summary>Restarts the container when it fails.</summary>
    public Probe? LivenessProbe { get; set; }

    /// <summary>Takes the pod out of its Services while it fails.</summary>
    public Probe? ReadinessProbe { get; set; }

    /// <summary>Delays the other probes until it succeeds.</summary>
    public Probe? StartupProbe { get; set; }

    public IReadOnlyList<VolumeMount> VolumeMounts { get; set; } = [];

    public SecurityContext? SecurityContext { get; set; }

    /// <summary><c>Always</c> on an init container makes it a sidecar.</summary>
    public string? RestartPolicy { get; set; }
}

/// <summary>A port of a container.</summary>
public sealed record ContainerPort(
    string? Name, [property: JsonPropertyName("containerPort")] int Number, int? HostPort, string? Protocol);

/// <summary>A variable of a container's environment.</summary>
public sealed record EnvVar(string Name, string? Value, EnvVarSource? ValueFrom);

/// <summary>The source of a variable's value.</summary>
public sealed record EnvVarSource(KeySelector? ConfigMapKeyRef, KeySelector? SecretKeyRef);

/// <summary>A key of a ConfigMap or Secret.</summary>
public sealed record KeySelector(string? Name, string Key, bool Optional);

/// <summary>A ConfigMap or Secret whose keys all become variables.</summary>
public sealed record EnvFromSource(NameReference? ConfigMapRef, NameReference? SecretRef, string? Prefix);

/// <summary>A reference to an object of a known kind in the same namespace.</summary>
public sealed record NameReference(string? Name, bool Optional);

/// <summary>The requests and limits of a container, by resource.</summary>
public sealed class ResourceRequirements
{
    /// <summary>The amounts that the scheduler reserves on the node.</summary>
    public IReadOnlyDictionary<string, Quantity> Requests { get; set; } = new Dictionary<string, Quantity>();

    /// <summary>The amounts that the container may not exceed.</summary>
    public IReadOnlyDictionary<string, Quantity> Limits { get; set; } = new Dictionary<string, Quantity>();
}

public sealed record VolumeMount(string Name, string? MountPath, string? SubPath, bool ReadOnly);

/// <summary>The user, group and privileges of a container or pod.</summary>
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

/// <summary>Sends an HTTP GET.</summary>
public sealed record HttpGetAction(string? Path, IntOrString Port, string? Scheme, string? Host);

/// <summary>Opens a TCP connection.</summary>
public sealed record TcpSocketAction(IntOrString Port, string? Host);

/// <summary>Calls the gRPC health service.</summary>
public sealed record GrpcAction(int Port, string? Service);

/// <summary>Runs a command in the container.</summary>
public sealed record ExecAction(IReadOnlyList<string>? Command);

namespace OpsWorker.Kubernetes.Model;

/// <summary>Configuration by key.</summary>
public sealed class ConfigMap : KubernetesObject
{
    public IReadOnlyDictionary<string, string> Data { get; set; } = new Dictionary<string, string>();

    /// <summary>Base64 by key.</summary>
    public IReadOnlyDictionary<string, string> BinaryData { get; set; } = new Dictionary<string, string>();
}

/// <summary>A Secret. Only its metadata is requested; a recording may also have the keys, with empty values.</summary>
public sealed class Secret : KubernetesObject
{
    /// <summary>The keys, where a recording has them; values must not be read.</summary>
    public IReadOnlyDictionary<string, string>? Data { get; set; }

    /// <summary>The type, for example <c>kubernetes.io/tls</c>; null where not known.</summary>
    public string? Type { get; set; }
}

/// <summary>The identity of pods at the API server.</summary>
public sealed class ServiceAccount : KubernetesObject
{
    public IReadOnlyList<NameReference> ImagePullSecrets { get; set; } = [];
}

public sealed class Namespace : KubernetesObject
{
    /// <summary><c>Active</c> or <c>Terminating</c>.</summary>
    public PhaseStatus Status { get; set; } = new(null, null, null);
}

/// <summary>The limit of the resources that a namespace may use.</summary>
public sealed class ResourceQuota : KubernetesObject
{
    public ResourceQuotaAmounts Spec { get; set; } = new();

    public ResourceQuotaAmounts Status { get; set; } = new();
}

/// <summary>Amounts of a quota by resource, for example <c>requests.cpu</c>, <c>pods</c>.</summary>
public sealed class ResourceQuotaAmounts
{
    /// <summary>The limits.</summary>
    public IReadOnlyDictionary<string, Quantity> Hard { get; set; } = new Dictionary<string, Quantity>();

    /// <summary>The amounts in use.</summary>
    public IReadOnlyDictionary<string, Quantity> Used { get; set; } = new Dictionary<string, Quantity>();
}

/// <summary>Defaults and limits of what containers, pods and claims of a namespace request.</summary>
public sealed class LimitRange : KubernetesObject;

/// <summary>Scales a workload by metrics.</summary>
public sealed class HorizontalPodAutoscaler : KubernetesObject
{
    public HorizontalPodAutoscalerSpec Spec { get; set; } = new();

    public HorizontalPodAutoscalerStatus Status { get; set; } = new();
}

/// <summary>The desired state of an autoscaler.</summary>
public sealed class HorizontalPodAutoscalerSpec
{
    public ObjectReferenceField? ScaleTargetRef { get; set; }

    /// <summary>The minimum; null means 1.</summary>
    public int? MinReplicas { get; set; }

    public int? MaxReplicas { get; set; }
}

/// <summary>The observed state of an autoscaler.</summary>
public sealed class HorizontalPodAutoscalerStatus
{
    public int? CurrentReplicas { get; set; }

    public int? DesiredReplicas { get; set; }

    /// <summary><c>AbleToScale</c>, <c>ScalingActive</c>, <c>ScalingLimited</c>.</summary>
    public IReadOnlyList<Condition> Conditions { get; set; } = [];
}

/// <summary>The limit of pods that are evicted at the same time.</summary>
public sealed class PodDisruptionBudget : KubernetesObject
{
    public PodDisruptionBudgetSpec Spec { get; set; } = new();

    public PodDisruptionBudgetStatus Status { get; set; } = new(null, 0, 0, 0);
}

/// <summary>The desired state of a budget.</summary>
public sealed class PodDisruptionBudgetSpec
{
    /// <summary>The pods that it protects.</summary>
    public LabelSelector? Selector { get; set; }

    public IntOrString? MinAvailable { get; set; }

    public IntOrString? MaxUnavailable { get; set; }
}

/// <summary>The observed state of a budget.</summary>
public sealed record PodDisruptionBudgetStatus(int? DisruptionsAllowed, int CurrentHealthy, int DesiredHealthy, int ExpectedPods);

/// <summary>Admission webhooks, of either kind.</summary>
public sealed class WebhookConfiguration : KubernetesObject
{
    public IReadOnlyList<AdmissionWebhook> Webhooks { get; set; } = [];
}

/// <summary>A webhook that the API server asks before it stores an object.</summary>
public sealed record AdmissionWebhook(string? Name, string? FailurePolicy, WebhookClientConfig? ClientConfig);

/// <summary>The address of a webhook.</summary>
public sealed record WebhookClientConfig(WebhookServiceReference? Service);

/// <summary>The Service of a webhook.</summary>
public sealed record WebhookServiceReference(string? Namespace, string? Name, int? Port);

/// <summary>A lease, by which a controller shows that it is alive.</summary>
public sealed class Lease : KubernetesObject
{
    public LeaseSpec Spec { get; set; } = new(null, null, null);
}

/// <summary>The holder of a lease and its last renewal.</summary>
public sealed record LeaseSpec(string? HolderIdentity, DateTimeOffset? RenewTime, int? LeaseDurationSeconds);

namespace OpsWorker.Kubernetes.Model;

/// <summary>Configuration by key.</summary>
public sealed class ConfigMap : KubernetesObject
{
    /// <summary>Texts by key.</summary>
    public IReadOnlyDictionary<string, string> Data { get; set; } = new Dictionary<string, string>();

    /// <summary>Bytes by key, in base 64.</summary>
    public IReadOnlyDictionary<string, string> BinaryData { get; set; } = new Dictionary<string, string>();
}

/// <summary>A Secret. Only its metadata is ever asked for; a recording may also have the keys, with empty values.</summary>
public sealed class Secret : KubernetesObject
{
    /// <summary>The keys where a recording has them; values are not to be read.</summary>
    public IReadOnlyDictionary<string, string>? Data { get; set; }

    /// <summary>What it is for, where known.</summary>
    public string? Type { get; set; }
}

/// <summary>An identity of pods.</summary>
public sealed class ServiceAccount : KubernetesObject
{
    /// <summary>Credentials for registries that its pods get.</summary>
    public IReadOnlyList<NameReference> ImagePullSecrets { get; set; } = [];
}

/// <summary>A part of the cluster.</summary>
public sealed class Namespace : KubernetesObject
{
    /// <summary><c>Active</c> or <c>Terminating</c>.</summary>
    public PhaseStatus Status { get; set; } = new(null, null, null);
}

/// <summary>How much a namespace may use.</summary>
public sealed class ResourceQuota : KubernetesObject
{
    /// <summary>What is wanted.</summary>
    public ResourceQuotaAmounts Spec { get; set; } = new();

    /// <summary>What is.</summary>
    public ResourceQuotaAmounts Status { get; set; } = new();
}

/// <summary>Amounts of a quota by resource, for example <c>requests.cpu</c>, <c>pods</c>.</summary>
public sealed class ResourceQuotaAmounts
{
    /// <summary>What may be used.</summary>
    public IReadOnlyDictionary<string, Quantity> Hard { get; set; } = new Dictionary<string, Quantity>();

    /// <summary>What is used.</summary>
    public IReadOnlyDictionary<string, Quantity> Used { get; set; } = new Dictionary<string, Quantity>();
}

/// <summary>What a container, pod or claim of a namespace may request.</summary>
public sealed class LimitRange : KubernetesObject;

/// <summary>Scales a workload by metrics.</summary>
public sealed class HorizontalPodAutoscaler : KubernetesObject
{
    /// <summary>What is wanted.</summary>
    public HorizontalPodAutoscalerSpec Spec { get; set; } = new();

    /// <summary>What is.</summary>
    public HorizontalPodAutoscalerStatus Status { get; set; } = new();
}

/// <summary>An autoscaler as it is wanted.</summary>
public sealed class HorizontalPodAutoscalerSpec
{
    /// <summary>What it scales.</summary>
    public ObjectReferenceField? ScaleTargetRef { get; set; }

    /// <summary>The fewest pods.</summary>
    public int? MinReplicas { get; set; }

    /// <summary>The most pods.</summary>
    public int? MaxReplicas { get; set; }
}

/// <summary>An autoscaler as it is.</summary>
public sealed class HorizontalPodAutoscalerStatus
{
    /// <summary>Pods that there are.</summary>
    public int? CurrentReplicas { get; set; }

    /// <summary>Pods that it asked for.</summary>
    public int? DesiredReplicas { get; set; }

    /// <summary>Whether it can scale, is active, is limited.</summary>
    public IReadOnlyList<Condition> Conditions { get; set; } = [];
}

/// <summary>How many pods may be taken away at a time.</summary>
public sealed class PodDisruptionBudget : KubernetesObject
{
    /// <summary>What is wanted.</summary>
    public PodDisruptionBudgetSpec Spec { get; set; } = new();

    /// <summary>What is.</summary>
    public PodDisruptionBudgetStatus Status { get; set; } = new(null, 0, 0, 0);
}

/// <summary>A budget as it is wanted.</summary>
public sealed class PodDisruptionBudgetSpec
{
    /// <summary>Which pods.</summary>
    public LabelSelector? Selector { get; set; }

    /// <summary>How many must stay.</summary>
    public IntOrString? MinAvailable { get; set; }

    /// <summary>How many may be missing.</summary>
    public IntOrString? MaxUnavailable { get; set; }
}

/// <summary>A budget as it is.</summary>
public sealed record PodDisruptionBudgetStatus(int? DisruptionsAllowed, int CurrentHealthy, int DesiredHealthy, int ExpectedPods);

/// <summary>Admission webhooks, of either kind.</summary>
public sealed class WebhookConfiguration : KubernetesObject
{
    /// <summary>The webhooks.</summary>
    public IReadOnlyList<AdmissionWebhook> Webhooks { get; set; } = [];
}

/// <summary>A webhook that the API server asks before it stores an object.</summary>
public sealed record AdmissionWebhook(string? Name, string? FailurePolicy, WebhookClientConfig? ClientConfig);

/// <summary>Where a webhook is asked.</summary>
public sealed record WebhookClientConfig(WebhookServiceReference? Service);

/// <summary>The Service of a webhook.</summary>
public sealed record WebhookServiceReference(string? Namespace, string? Name, int? Port);

/// <summary>A controller's lease: shows that it is alive.</summary>
public sealed class Lease : KubernetesObject
{
    /// <summary>Who holds it and since when.</summary>
    public LeaseSpec Spec { get; set; } = new(null, null, null);
}

/// <summary>Who holds a lease.</summary>
public sealed record LeaseSpec(string? HolderIdentity, DateTimeOffset? RenewTime, int? LeaseDurationSeconds);

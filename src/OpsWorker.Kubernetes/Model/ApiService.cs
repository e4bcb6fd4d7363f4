namespace OpsWorker.Kubernetes.Model;

/// <summary>An API group and version that the API server serves itself, or hands on to a Service.</summary>
public sealed class ApiService : KubernetesObject
{
    public ApiServiceSpec Spec { get; set; } = new(null);

    public ApiServiceStatus Status { get; set; } = new();
}

/// <summary>The Service behind an API; null for one of the API server's own.</summary>
public sealed record ApiServiceSpec(WebhookServiceReference? Service);

/// <summary>The state of an API.</summary>
public sealed class ApiServiceStatus
{
    public IReadOnlyList<Condition> Conditions { get; set; } = [];
}

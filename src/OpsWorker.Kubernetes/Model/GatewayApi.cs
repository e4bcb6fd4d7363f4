namespace OpsWorker.Kubernetes.Model;

/// <summary>A Gateway (<c>gateway.networking.k8s.io/v1</c>): the ports on which routes are served.</summary>
public sealed class Gateway : KubernetesObject
{
    public GatewaySpec Spec { get; set; } = new();

    public GatewayStatus Status { get; set; } = new();
}

/// <summary>The desired state of a Gateway.</summary>
public sealed class GatewaySpec
{
    public string? GatewayClassName { get; set; }

    public IReadOnlyList<GatewayListener> Listeners { get; set; } = [];
}

/// <summary>A port of a Gateway.</summary>
public sealed record GatewayListener(string Name, int Port, string? Protocol, string? Hostname);

/// <summary>The observed state of a Gateway.</summary>
public sealed class GatewayStatus
{
    /// <summary><c>Accepted</c>, <c>Programmed</c>.</summary>
    public IReadOnlyList<GatewayCondition> Conditions { get; set; } = [];

    public IReadOnlyList<GatewayListenerStatus> Listeners { get; set; } = [];
}

/// <summary>The status of a listener: Accepted, ResolvedRefs, Programmed, Conflicted.</summary>
public sealed record GatewayListenerStatus(string Name, IReadOnlyList<GatewayCondition>? Conditions);

/// <summary>A route of the Gateway API, of any kind.</summary>
public abstract class GatewayApiRoute : KubernetesObject
{
    public GatewayRouteSpec Spec { get; set; } = new();

    public GatewayRouteStatus Status { get; set; } = new();
}

public sealed class HttpRoute : GatewayApiRoute;

public sealed class GrpcRoute : GatewayApiRoute;

/// <summary>The desired state of a route.</summary>
public sealed class GatewayRouteSpec
{
    /// <summary>The Gateways, or Services of a mesh, that the route attaches to.</summary>
    public IReadOnlyList<GatewayParent> ParentRefs { get; set; } = [];

    public IReadOnlyList<GatewayRouteRule> Rules { get; set; } = [];
}

/// <summary>A parent of a route; the default kind is Gateway, the default namespace that of the route.</summary>
public sealed record GatewayParent(string Name, string? Kind, string? Namespace, string? SectionName);

/// <summary>A rule of a route.</summary>
public sealed record GatewayRouteRule(IReadOnlyList<GatewayBackend>? BackendRefs);

/// <summary>A backend of a rule; the default kind is Service, the default namespace that of the route.</summary>
public sealed record GatewayBackend(string Name, string? Kind, string? Namespace, int? Port);

/// <summary>The observed state of a route.</summary>
public sealed class GatewayRouteStatus
{
    /// <summary>The status for each Gateway.</summary>
    public IReadOnlyList<GatewayRouteParentStatus> Parents { get; set; } = [];
}

/// <summary>The status of a route at one Gateway: Accepted, ResolvedRefs.</summary>
public sealed record GatewayRouteParentStatus(
    GatewayParent? ParentRef, string? ControllerName, IReadOnlyList<GatewayCondition>? Conditions);

/// <summary>
/// A condition of the Gateway API; one with an older generation than the object's describes an earlier state of the object.
/// </summary>
public sealed record GatewayCondition(
    string Type, string? Status, string? Reason, string? Message, DateTimeOffset? LastTransitionTime, long? ObservedGeneration);

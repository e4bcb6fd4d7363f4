namespace OpsWorker.Kubernetes.Model;

/// <summary>An entry point of the Gateway API (<c>gateway.networking.k8s.io/v1</c>): ports on which routes are served.</summary>
public sealed class Gateway : KubernetesObject
{
    /// <summary>What is wanted.</summary>
    public GatewaySpec Spec { get; set; } = new();

    /// <summary>What its controller made of it.</summary>
    public GatewayStatus Status { get; set; } = new();
}

/// <summary>A Gateway as it is wanted.</summary>
public sealed class GatewaySpec
{
    /// <summary>Which controller serves it.</summary>
    public string? GatewayClassName { get; set; }

    /// <summary>Its ports.</summary>
    public IReadOnlyList<GatewayListener> Listeners { get; set; } = [];
}

/// <summary>A port of a Gateway.</summary>
public sealed record GatewayListener(string Name, int Port, string? Protocol, string? Hostname);

/// <summary>A Gateway as it is.</summary>
public sealed class GatewayStatus
{
    /// <summary>Accepted, Programmed.</summary>
    public IReadOnlyList<GatewayCondition> Conditions { get; set; } = [];

    /// <summary>What was made of each port.</summary>
    public IReadOnlyList<GatewayListenerStatus> Listeners { get; set; } = [];
}

/// <summary>What was made of a port of a Gateway: Accepted, ResolvedRefs, Programmed, Conflicted.</summary>
public sealed record GatewayListenerStatus(string Name, IReadOnlyList<GatewayCondition>? Conditions);

/// <summary>Where requests go, of any kind of route of the Gateway API.</summary>
public abstract class GatewayApiRoute : KubernetesObject
{
    /// <summary>What is wanted.</summary>
    public GatewayRouteSpec Spec { get; set; } = new();

    /// <summary>What controllers made of it.</summary>
    public GatewayRouteStatus Status { get; set; } = new();
}

/// <summary>Where HTTP requests go.</summary>
public sealed class HttpRoute : GatewayApiRoute;

/// <summary>Where gRPC calls go.</summary>
public sealed class GrpcRoute : GatewayApiRoute;

/// <summary>A route as it is wanted.</summary>
public sealed class GatewayRouteSpec
{
    /// <summary>The Gateways, or Services of a mesh, that it wants to be served by.</summary>
    public IReadOnlyList<GatewayParent> ParentRefs { get; set; } = [];

    /// <summary>What goes where.</summary>
    public IReadOnlyList<GatewayRouteRule> Rules { get; set; } = [];
}

/// <summary>A Gateway that a route names; without a kind a Gateway, without a namespace in that of the route.</summary>
public sealed record GatewayParent(string Name, string? Kind, string? Namespace, string? SectionName);

/// <summary>A rule of a route.</summary>
public sealed record GatewayRouteRule(IReadOnlyList<GatewayBackend>? BackendRefs);

/// <summary>Where a rule leads; without a kind to a Service, without a namespace in that of the route.</summary>
public sealed record GatewayBackend(string Name, string? Kind, string? Namespace, int? Port);

/// <summary>A route as it is.</summary>
public sealed class GatewayRouteStatus
{
    /// <summary>What was made of it for each Gateway.</summary>
    public IReadOnlyList<GatewayRouteParentStatus> Parents { get; set; } = [];
}

/// <summary>What the controller of a Gateway made of a route: Accepted, ResolvedRefs.</summary>
public sealed record GatewayRouteParentStatus(
    GatewayParent? ParentRef, string? ControllerName, IReadOnlyList<GatewayCondition>? Conditions);

/// <summary>
/// A condition of the Gateway API; one whose generation is older than the object's is of the object as it was before.
/// </summary>
public sealed record GatewayCondition(string Type, string? Status, string? Reason, string? Message, DateTimeOffset? LastTransitionTime, long? ObservedGeneration);

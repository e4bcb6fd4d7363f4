namespace OpsWorker.Kubernetes.Model;

/// <summary>A stable name and address of a set of pods.</summary>
public sealed class Service : KubernetesObject
{
    public ServiceSpec Spec { get; set; } = new();
}

/// <summary>The desired state of a Service.</summary>
public sealed class ServiceSpec
{
    /// <summary><c>ClusterIP</c>, <c>NodePort</c>, <c>LoadBalancer</c>, <c>ExternalName</c>.</summary>
    public string? Type { get; set; }

    /// <summary>The labels of its pods; empty where its endpoints are maintained by another controller or by hand.</summary>
    public IReadOnlyDictionary<string, string> Selector { get; set; } = new Dictionary<string, string>();

    public IReadOnlyList<ServicePort> Ports { get; set; } = [];

    /// <summary>The virtual address; <c>None</c> for a headless Service.</summary>
    public string? ClusterIP { get; set; }

    /// <summary>The DNS name that a Service of type <c>ExternalName</c> resolves to.</summary>
    public string? ExternalName { get; set; }

    /// <summary>True if its endpoints include pods that are not ready.</summary>
    public bool PublishNotReadyAddresses { get; set; }
}

/// <summary>A port of a Service; without a target port, the same number on the pods.</summary>
public sealed record ServicePort(
    string? Name, int Port, IntOrString? TargetPort, string? Protocol, string? AppProtocol, int? NodePort);

/// <summary>The endpoints of a Service, in the older form.</summary>
public sealed class Endpoints : KubernetesObject
{
    /// <summary>The addresses by ports; empty for none.</summary>
    public IReadOnlyList<EndpointSubset> Subsets { get; set; } = [];
}

/// <summary>Addresses with the same ports.</summary>
public sealed record EndpointSubset(
    IReadOnlyList<EndpointAddress>? Addresses,
    IReadOnlyList<EndpointAddress>? NotReadyAddresses,
    IReadOnlyList<EndpointPort>? Ports);

/// <summary>An address behind a Service.</summary>
public sealed record EndpointAddress(string? Ip, string? NodeName, ObjectReferenceField? TargetRef);

/// <summary>A port behind a Service.</summary>
public sealed record EndpointPort(string? Name, int? Port, string? Protocol);

/// <summary>The endpoints of a Service, which the label <c>kubernetes.io/service-name</c> names.</summary>
public sealed class EndpointSlice : KubernetesObject
{
    public const string ServiceNameLabel = "kubernetes.io/service-name";

    public IReadOnlyList<Endpoint> Endpoints { get; set; } = [];

    public IReadOnlyList<EndpointPort> Ports { get; set; } = [];
}

/// <summary>One backend of a slice.</summary>
public sealed record Endpoint(
    IReadOnlyList<string>? Addresses, EndpointConditions? Conditions, ObjectReferenceField? TargetRef, string? NodeName);

/// <summary>The conditions of an endpoint; an unknown readiness counts as ready.</summary>
public sealed record EndpointConditions(bool? Ready, bool? Serving, bool? Terminating);

/// <summary>An Ingress: HTTP routes into the cluster.</summary>
public sealed class Ingress : KubernetesObject
{
    public IngressSpec Spec { get; set; } = new();
}

/// <summary>The desired state of an Ingress.</summary>
public sealed class IngressSpec
{
    public string? IngressClassName { get; set; }

    /// <summary>The backend of requests that match no rule.</summary>
    public IngressBackend? DefaultBackend { get; set; }

    public IReadOnlyList<IngressRule> Rules { get; set; } = [];

    public IReadOnlyList<IngressTls> Tls { get; set; } = [];
}

public sealed record IngressRule(string? Host, HttpIngressRuleValue? Http);

public sealed record HttpIngressRuleValue(IReadOnlyList<HttpIngressPath>? Paths);

/// <summary>A path and its backend.</summary>
public sealed record HttpIngressPath(string? Path, string? PathType, IngressBackend? Backend);

/// <summary>The backend of a path.</summary>
public sealed record IngressBackend(IngressServiceBackend? Service);

/// <summary>A Service as backend.</summary>
public sealed record IngressServiceBackend(string Name, ServiceBackendPort? Port);

/// <summary>A port of a Service by number or name.</summary>
public sealed record ServiceBackendPort(string? Name, int? Number);

/// <summary>The TLS certificate of some hosts, in a Secret.</summary>
public sealed record IngressTls(IReadOnlyList<string>? Hosts, string? SecretName);

/// <summary>A class of Ingresses and its controller.</summary>
public sealed class IngressClass : KubernetesObject;

/// <summary>A firewall between pods: the traffic that selected pods may receive and send.</summary>
public sealed class NetworkPolicy : KubernetesObject
{
    public NetworkPolicySpec Spec { get; set; } = new();
}

/// <summary>The desired state of a NetworkPolicy.</summary>
public sealed class NetworkPolicySpec
{
    /// <summary>The pods that the policy applies to; an empty selector means all pods of the namespace.</summary>
    public LabelSelector PodSelector { get; set; } = new();

    /// <summary><c>Ingress</c>, <c>Egress</c>.</summary>
    public IReadOnlyList<string> PolicyTypes { get; set; } = [];

    /// <summary>The allowed incoming traffic; none where empty.</summary>
    public IReadOnlyList<NetworkPolicyRule> Ingress { get; set; } = [];

    /// <summary>The allowed outgoing traffic; none where empty.</summary>
    public IReadOnlyList<NetworkPolicyRule> Egress { get; set; } = [];
}

/// <summary>Allowed peers and ports; an empty list of either allows all.</summary>
public sealed record NetworkPolicyRule(
    IReadOnlyList<NetworkPolicyPeer>? From, IReadOnlyList<NetworkPolicyPeer>? To, IReadOnlyList<NetworkPolicyPort>? Ports);

/// <summary>The other side of allowed traffic: pods, namespaces or addresses.</summary>
public sealed record NetworkPolicyPeer(LabelSelector? PodSelector, LabelSelector? NamespaceSelector, IpBlock? IpBlock);

/// <summary>A range of addresses.</summary>
public sealed record IpBlock(string? Cidr);

/// <summary>A port or a range of them.</summary>
public sealed record NetworkPolicyPort(IntOrString? Port, int? EndPort, string? Protocol);

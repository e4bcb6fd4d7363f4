namespace OpsWorker.Kubernetes.Model;

/// <summary>A name and address for a set of pods.</summary>
public sealed class Service : KubernetesObject
{
    /// <summary>What is wanted.</summary>
    public ServiceSpec Spec { get; set; } = new();
}

/// <summary>A Service as it is wanted.</summary>
public sealed class ServiceSpec
{
    /// <summary><c>ClusterIP</c>, <c>NodePort</c>, <c>LoadBalancer</c>, <c>ExternalName</c>.</summary>
    public string? Type { get; set; }

    /// <summary>Which pods; empty where somebody else keeps its endpoints.</summary>
    public IReadOnlyDictionary<string, string> Selector { get; set; } = new Dictionary<string, string>();

    /// <summary>Its ports.</summary>
    public IReadOnlyList<ServicePort> Ports { get; set; } = [];

    /// <summary>Its address; <c>None</c> for a headless one.</summary>
    public string? ClusterIP { get; set; }

    /// <summary>The name that it stands for, of type <c>ExternalName</c>.</summary>
    public string? ExternalName { get; set; }

    /// <summary>Whether pods count before they are ready.</summary>
    public bool PublishNotReadyAddresses { get; set; }
}

/// <summary>A port of a Service; without a target port, the same number on the pods.</summary>
public sealed record ServicePort(
    string? Name, int Port, IntOrString? TargetPort, string? Protocol, string? AppProtocol, int? NodePort);

/// <summary>The addresses behind a Service, in the older form.</summary>
public sealed class Endpoints : KubernetesObject
{
    /// <summary>Addresses by ports; empty for none.</summary>
    public IReadOnlyList<EndpointSubset> Subsets { get; set; } = [];
}

/// <summary>Addresses that share ports.</summary>
public sealed record EndpointSubset(
    IReadOnlyList<EndpointAddress>? Addresses,
    IReadOnlyList<EndpointAddress>? NotReadyAddresses,
    IReadOnlyList<EndpointPort>? Ports);

/// <summary>An address behind a Service.</summary>
public sealed record EndpointAddress(string? Ip, string? NodeName, ObjectReferenceField? TargetRef);

/// <summary>A port behind a Service.</summary>
public sealed record EndpointPort(string? Name, int? Port, string? Protocol);

/// <summary>The addresses behind a Service; <c>kubernetes.io/service-name</c> names it.</summary>
public sealed class EndpointSlice : KubernetesObject
{
    /// <summary>The label that names the Service.</summary>
    public const string ServiceNameLabel = "kubernetes.io/service-name";

    /// <summary>The addresses.</summary>
    public IReadOnlyList<Endpoint> Endpoints { get; set; } = [];

    /// <summary>Their ports.</summary>
    public IReadOnlyList<EndpointPort> Ports { get; set; } = [];
}

/// <summary>One backend of a slice.</summary>
public sealed record Endpoint(
    IReadOnlyList<string>? Addresses, EndpointConditions? Conditions, ObjectReferenceField? TargetRef, string? NodeName);

/// <summary>Whether a backend may be used; an unknown readiness counts as ready.</summary>
public sealed record EndpointConditions(bool? Ready, bool? Serving, bool? Terminating);

/// <summary>An entry from outside over HTTP.</summary>
public sealed class Ingress : KubernetesObject
{
    /// <summary>What is wanted.</summary>
    public IngressSpec Spec { get; set; } = new();
}

/// <summary>An Ingress as it is wanted.</summary>
public sealed class IngressSpec
{
    /// <summary>Which controller serves it.</summary>
    public string? IngressClassName { get; set; }

    /// <summary>Where everything else goes.</summary>
    public IngressBackend? DefaultBackend { get; set; }

    /// <summary>What goes where.</summary>
    public IReadOnlyList<IngressRule> Rules { get; set; } = [];

    /// <summary>Certificates.</summary>
    public IReadOnlyList<IngressTls> Tls { get; set; } = [];
}

/// <summary>Rules of one host.</summary>
public sealed record IngressRule(string? Host, HttpIngressRuleValue? Http);

/// <summary>Paths of a host.</summary>
public sealed record HttpIngressRuleValue(IReadOnlyList<HttpIngressPath>? Paths);

/// <summary>A path and where it goes.</summary>
public sealed record HttpIngressPath(string? Path, string? PathType, IngressBackend? Backend);

/// <summary>Where a path goes.</summary>
public sealed record IngressBackend(IngressServiceBackend? Service);

/// <summary>A Service as backend.</summary>
public sealed record IngressServiceBackend(string Name, ServiceBackendPort? Port);

/// <summary>A port of a Service by number or name.</summary>
public sealed record ServiceBackendPort(string? Name, int? Number);

/// <summary>The certificate of some hosts.</summary>
public sealed record IngressTls(IReadOnlyList<string>? Hosts, string? SecretName);

/// <summary>A class of Ingresses and who serves it.</summary>
public sealed class IngressClass : KubernetesObject;

/// <summary>What pods may talk to.</summary>
public sealed class NetworkPolicy : KubernetesObject
{
    /// <summary>What is wanted.</summary>
    public NetworkPolicySpec Spec { get; set; } = new();
}

/// <summary>A NetworkPolicy as it is wanted.</summary>
public sealed class NetworkPolicySpec
{
    /// <summary>The pods that it isolates; an empty one means all of the namespace.</summary>
    public LabelSelector PodSelector { get; set; } = new();

    /// <summary><c>Ingress</c>, <c>Egress</c>.</summary>
    public IReadOnlyList<string> PolicyTypes { get; set; } = [];

    /// <summary>What may come in; nothing where empty.</summary>
    public IReadOnlyList<NetworkPolicyRule> Ingress { get; set; } = [];

    /// <summary>What may go out; nothing where empty.</summary>
    public IReadOnlyList<NetworkPolicyRule> Egress { get; set; } = [];
}

/// <summary>Peers and ports that are allowed; without peers or ports, all of them.</summary>
public sealed record NetworkPolicyRule(
    IReadOnlyList<NetworkPolicyPeer>? From, IReadOnlyList<NetworkPolicyPeer>? To, IReadOnlyList<NetworkPolicyPort>? Ports);

/// <summary>Pods, namespaces or addresses.</summary>
public sealed record NetworkPolicyPeer(LabelSelector? PodSelector, LabelSelector? NamespaceSelector, IpBlock? IpBlock);

/// <summary>A range of addresses.</summary>
public sealed record IpBlock(string? Cidr);

/// <summary>A port or a range of them.</summary>
public sealed record NetworkPolicyPort(IntOrString? Port, int? EndPort, string? Protocol);

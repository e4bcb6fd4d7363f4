using System.Collections.Concurrent;
using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Kubernetes.State;

/// <summary>The edges: ownership, selection, placement and events.</summary>
public sealed partial class ClusterState
{
    private readonly ILookup<(string, string), ContainerLog> _logsByPod;
    private readonly ILookup<ObjectReference, Event> _eventsByObject;
    private readonly ILookup<ObjectReference, Pod> _podsByController;
    private readonly ILookup<string, Pod> _podsByNode;
    // Many Services may select the same pods.
    private readonly ConcurrentDictionary<(string? Namespace, string Selector), IReadOnlyList<Pod>> _podsBySelector = new();

    /// <summary>The events about an object, in the order of the answers.</summary>
    public IEnumerable<Event> EventsOf(ObjectReference about) => _eventsByObject[about];

    /// <summary>The logs of a pod's containers.</summary>
    public IEnumerable<ContainerLog> LogsOf(Pod pod) => _logsByPod[(pod.Namespace ?? "", pod.Name)];

    /// <summary>The pods on a node.</summary>
    public IEnumerable<Pod> PodsOn(string node) => _podsByNode[node];

    /// <summary>The pods of a workload, also through ReplicaSets and Jobs.</summary>
    public IEnumerable<Pod> PodsOf(ObjectReference workload) => _podsByController[workload];

    /// <summary>
    /// The workload by which a pod is changed: the Deployment, StatefulSet, DaemonSet, Job or CronJob at the top of its
    /// owners; the pod itself where it has none, and where its node has: a static pod is changed by its own manifest.
    /// </summary>
    public ObjectReference WorkloadOf(Pod pod) =>
        ControllerOf(pod) is { Kind: not "Node" } owner
            ? TopOf(new ObjectReference(owner.Kind, pod.Namespace, owner.Name))
            : pod.Reference;

    /// <summary>
    /// The workload of the object that an event is about, also where that object is gone and its controller is known by
    /// its name alone. Null where it is not known.
    /// </summary>
    public ObjectReference? WorkloadOf(ObjectReference about)
    {
        if (about.Kind != "Pod") return TopOf(about);
        if (Find<Pod>(about.Namespace, about.Name) is { } pod) return WorkloadOf(pod);
        return ControllerByName(about) is { } controller ? TopOf(controller) : null;
    }

    /// <summary>The workloads of all kinds that create pods, without ReplicaSets and Jobs that another one owns.</summary>
    public IEnumerable<KubernetesObject> Workloads() =>
        All<Deployment>().Cast<KubernetesObject>()
            .Concat(All<StatefulSet>())
            .Concat(All<DaemonSet>())
            .Concat(All<ReplicaSet>().Where(r => r.Metadata.OwnerReferences.Count == 0))
            .Concat(All<Job>().Where(j => j.Metadata.OwnerReferences.Count == 0))
            .Concat(All<CronJob>());

    /// <summary>The template of a workload's pods; null for objects without pods.</summary>
    public static PodTemplate? TemplateOf(KubernetesObject? workload) => workload switch
    {
        Workload w => w.Spec.Template,
        Job j => j.Spec.Template,
        CronJob c => c.Spec.JobTemplate.Spec.Template,
        Pod p => new PodTemplate { Metadata = p.Metadata, Spec = p.Spec },
        _ => null,
    };

    /// <summary>The pods that a Service selects; none where it has no selector.</summary>
    public IEnumerable<Pod> PodsOf(Service service) => service.Spec.Selector.Count == 0
        ? []
        : _podsBySelector.GetOrAdd((service.Namespace, LabelSelector.TextOf(service.Spec.Selector)), (_, s) => FindPods(s), service);

    private IReadOnlyList<Pod> FindPods(Service service) =>
        [.. All<Pod>().Where(p => p.Namespace == service.Namespace && LabelSelector.Matches(service.Spec.Selector, p.Metadata.Labels))];

    /// <summary>The Services that select pods of the workload, by the labels of its template.</summary>
    public IEnumerable<Service> ServicesOf(KubernetesObject workload) =>
        TemplateOf(workload) is not { } template
            ? []
            : All<Service>().Where(s => s.Namespace == workload.Namespace && s.Spec.Selector.Count > 0
                && LabelSelector.Matches(s.Spec.Selector, template.Metadata.Labels));

    /// <summary>The number of ready addresses of a Service; null where its endpoints are not known.</summary>
    public int? ReadyAddresses(Service service)
    {
        var slices = All<EndpointSlice>().Where(s => s.Namespace == service.Namespace
            && s.Metadata.Labels.GetValueOrDefault(EndpointSlice.ServiceNameLabel) == service.Name).ToList();
        var ready = slices.Sum(s => s.Endpoints.Count(e => e.Conditions?.Ready != false));
        if (ready > 0 || (slices.Count > 0 && Listed<EndpointSlice>(service.Namespace))) return ready;
        if (Find<Endpoints>(service.Namespace, service.Name) is { } endpoints)
        {
            return endpoints.Subsets.Sum(s => s.Addresses?.Count ?? 0);
        }

        return Listed<Endpoints>(service.Namespace) || Listed<EndpointSlice>(service.Namespace) ? 0 : null;
    }

    private static OwnerReference? ControllerOf(KubernetesObject item) =>
        item.Metadata.OwnerReferences.OrderByDescending(o => o.Controller).FirstOrDefault();

    private ObjectReference TopOf(ObjectReference controller)
    {
        // Owners form chains of two or three; the bound only guards against a loop in broken data.
        for (var depth = 0; depth < 5; depth++)
        {
            var owner = Find(controller) is { } item ? ControllerOf(item) : OwnerByName(controller);
            if (owner is null || owner.Kind == "Node" || IsTop(controller.Kind)) return controller;
            controller = new ObjectReference(owner.Kind, controller.Namespace, owner.Name);
        }

        return controller;
    }

    // An operator's resource that owns a workload is not what makes the pods.
    private static bool IsTop(string kind) => kind is "Deployment" or "StatefulSet" or "DaemonSet" or "CronJob";

    // A ReplicaSet or Job that was not listed or is gone: its name is its owner's and a suffix.
    private OwnerReference? OwnerByName(ObjectReference controller)
    {
        var cut = controller.Name.LastIndexOf('-');
        if (cut <= 0) return null;
        var name = controller.Name[..cut];
        return controller.Kind switch
        {
            "ReplicaSet" when !Listed<Deployment>(controller.Namespace) || Find<Deployment>(controller.Namespace, name) is not null =>
                new OwnerReference("Deployment", name, true, null),
            "Job" when Find<CronJob>(controller.Namespace, name) is not null => new OwnerReference("CronJob", name, true, null),
            _ => null,
        };
    }

    private ObjectReference? ControllerByName(ObjectReference pod)
    {
        var cut = pod.Name.LastIndexOf('-');
        if (cut <= 0) return null;
        var name = pod.Name[..cut];
        foreach (var kind in (string[])["ReplicaSet", "StatefulSet", "DaemonSet", "Job"])
        {
            var controller = new ObjectReference(kind, pod.Namespace, name);
            if (Find(controller) is not null) return controller;
        }

        // The ReplicaSet may be gone too: the Deployment's name is what is before its hash.
        cut = name.LastIndexOf('-');
        return cut > 0 && Find<Deployment>(pod.Namespace, name[..cut]) is { } deployment ? deployment.Reference : null;
    }

    private ILookup<ObjectReference, Pod> IndexPodsByController()
    {
        var pairs = new List<(ObjectReference Controller, Pod Pod)>();
        foreach (var pod in All<Pod>())
        {
            var top = WorkloadOf(pod);
            pairs.Add((top, pod));
            if (ControllerOf(pod) is { Kind: not "Node" } owner && (owner.Kind != top.Kind || owner.Name != top.Name))
            {
                pairs.Add((new ObjectReference(owner.Kind, pod.Namespace, owner.Name), pod));
            }
        }

        return pairs.ToLookup(p => p.Controller, p => p.Pod);
    }
}

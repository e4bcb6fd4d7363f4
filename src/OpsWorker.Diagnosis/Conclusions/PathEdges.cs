using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Startup;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Conclusions;

/// <summary>The edges that lead from an object towards what it can keep from working, each with the field or line that shows it.</summary>
internal sealed class PathEdges(DiagnosisContext context)
{
    private const int MaxPods = 100;

    /// <summary>A namespace as an object.</summary>
    public static ObjectReference NamespaceOf(string name) => new(nameof(Namespace), null, name);

    /// <summary>The edges from an object.</summary>
    public IEnumerable<PathStep> From(ObjectReference item)
    {
        var steps = item.Kind switch
        {
            nameof(Pod) => OfPod(item),
            nameof(Node) => OfNode(item),
            nameof(Service) => OfService(item),
            nameof(ConfigMap) or nameof(Secret) or nameof(PersistentVolumeClaim) or nameof(ServiceAccount) => Users(item),
            nameof(PersistentVolume) => Claims(item),
            nameof(NetworkPolicy) => Isolated(item),
            _ => OfWorkload(item),
        };
        return steps.Concat(InNamespace(item)).OfType<PathStep>();
    }

    private IEnumerable<PathStep?> OfWorkload(ObjectReference item)
    {
        if (Workload(item) is not { } workload) yield break;
        foreach (var service in context.State.All<Service>().Where(s => DependencyGraph.IsBehind(s, workload)))
        {
            yield return Step(PathEdge.SelectedBy, item, service.Reference, Cite.Field(service, "spec.selector"));
        }

        foreach (var step in Clients(item, item)) yield return step;
        foreach (var pod in workload.Pods.OrderBy(PodFacts.IsReady).Take(MaxPods).Where(p => p.Reference != item))
        {
            yield return Step(PathEdge.Owns, item, pod.Reference, Owner(pod));
        }
    }

    private IEnumerable<PathStep?> OfPod(ObjectReference item)
    {
        if (context.State.Find<Pod>(item.Namespace, item.Name) is not { } pod) return [];
        var workload = context.State.WorkloadOf(pod);
        var node = pod.Spec.NodeName is { Length: > 0 } name ? new ObjectReference(nameof(Node), null, name) : null;
        return
        [
            workload == item ? null : Step(PathEdge.OwnedBy, item, workload, Owner(pod)),
            node is null ? null : Step(PathEdge.RunsOn, item, node, Cite.Field(pod, "spec.nodeName")),
            .. OfWorkload(item),
        ];
    }

    private static Citation? Owner(Pod pod) => pod.Metadata.OwnerReferences is [var owner, ..]
        ? Cite.Field(pod, $"metadata.ownerReferences[{owner.Name}].name")
        : null;

    private IEnumerable<PathStep?> OfNode(ObjectReference item) => context.State.PodsOn(item.Name).OrderBy(PodFacts.IsReady).Take(MaxPods)
        .Select(p => Step(PathEdge.Runs, item, p.Reference, Cite.Field(p, "spec.nodeName")));

    private IEnumerable<PathStep?> OfService(ObjectReference item)
    {
        if (context.State.Find<Service>(item.Namespace, item.Name) is not { } service) yield break;
        foreach (var ingress in context.State.All<Ingress>().Where(i => RouteBackends.Of(i).Contains(item)))
        {
            yield return Step(PathEdge.BackendOf, item, ingress.Reference, Cite.Field(ingress, "spec.rules")
                ?? Cite.Field(ingress, "spec.defaultBackend"));
        }

        foreach (var route in context.State.All<HttpRoute>().Cast<GatewayApiRoute>().Concat(context.State.All<GrpcRoute>())
            .Where(r => RouteBackends.Of(r).Contains(item)))
        {
            yield return Step(PathEdge.BackendOf, item, route.Reference, Cite.Field(route, "spec.rules"));
        }

        foreach (var address in context.Dependencies.Addresses.Where(a => a.ServiceIn(context.State) == service))
        {
            yield return Step(PathEdge.CalledBy, item, address.Workload, address.Quote());
        }

        foreach (var workload in context.Workloads.Where(w => DependencyGraph.IsBehind(service, w)))
        {
            foreach (var step in Clients(item, workload.Reference)) yield return step;
            yield return Step(PathEdge.Selects, item, workload.Reference, Cite.Field(service, "spec.selector"));
        }
    }

    // A client names the server in its configuration, or in the log; or a mesh reports the call.
    private IEnumerable<PathStep?> Clients(ObjectReference item, ObjectReference server) =>
        from client in context.Dependencies.ClientsOf(server)
        orderby client.ToString()
        select Step(PathEdge.CalledBy, item, client, CallOf(client, server));

    private Citation? CallOf(ObjectReference client, ObjectReference server)
    {
        var behind = Workload(server);
        return context.Dependencies.Addresses
                .Where(a => a.Workload == client && a.ServiceIn(context.State) is { } s && behind is not null
                    && DependencyGraph.IsBehind(s, behind))
                .Select(a => a.Quote()).FirstOrDefault(q => q is not null)
            ?? context.State.Calls.Where(c => context.Dependencies.Named(c.Client).Any(w => w.Reference == client)
                    && context.Dependencies.Named(c.Server).Any(w => w.Reference == server))
                .Select(c => new Citation { EvidenceId = c.EvidenceId, Field = "call", Quote = c.Server }).FirstOrDefault()
            ?? LineOf(client, server);
    }

    private Citation? LineOf(ObjectReference client, ObjectReference server) =>
        (from workload in new[] { Workload(client), Workload(server) }.OfType<WorkloadFacts>()
         from log in workload.Pods.SelectMany(context.State.LogsOf)
         let other = workload.Reference == client ? server.Name : client.Name
         from line in log.Lines
         where line.Contains(other, StringComparison.OrdinalIgnoreCase)
         select Cite.Line(log, line)).FirstOrDefault();

    private IEnumerable<PathStep?> Users(ObjectReference item)
    {
        foreach (var workload in context.Workloads.Where(w => w.Reference.Namespace == item.Namespace && w.Template is not null))
        {
            var source = workload.Item ?? workload.Pods[0];
            foreach (var volume in workload.Template!.Spec.Volumes.Where(v => IsOf(v, item)))
            {
                yield return Step(PathEdge.MountedBy, item, workload.Reference,
                    Cite.Field(source, $"{workload.SpecPath}.volumes[{volume.Name}]"));
            }

            foreach (var reference in ConfigReference.Of(workload.Template.Spec).Where(r => r.Kind == item.Kind && r.Name == item.Name))
            {
                yield return Step(PathEdge.ReferencedBy, item, workload.Reference,
                    Cite.Field(source, $"{workload.SpecPath}.{reference.Path}"));
            }

            if (item.Kind == nameof(ServiceAccount) && workload.Template.Spec.ServiceAccountName == item.Name)
            {
                yield return Step(PathEdge.ReferencedBy, item, workload.Reference,
                    Cite.Field(source, $"{workload.SpecPath}.serviceAccountName"));
            }
        }
    }

    private static bool IsOf(Volume volume, ObjectReference item) => item.Kind switch
    {
        nameof(PersistentVolumeClaim) => volume.PersistentVolumeClaim?.ClaimName == item.Name,
        nameof(ConfigMap) => volume.ConfigMap?.Name == item.Name,
        nameof(Secret) => volume.Secret?.SecretName == item.Name,
        _ => false,
    };

    private IEnumerable<PathStep?> Claims(ObjectReference item) => context.State.All<PersistentVolumeClaim>()
        .Where(c => c.Spec.VolumeName == item.Name)
        .Select(c => Step(PathEdge.ReferencedBy, item, c.Reference, Cite.Field(c, "spec.volumeName")));

    private IEnumerable<PathStep?> Isolated(ObjectReference item) =>
        context.State.Find<NetworkPolicy>(item.Namespace, item.Name) is not { } policy
        ? []
        : context.Workloads
            .Where(w => w.Reference.Namespace == item.Namespace && w.Template is { } t
                && policy.Spec.PodSelector.Matches(t.Metadata.Labels))
            .Select(w => Step(PathEdge.AppliesTo, item, w.Reference, Cite.Field(policy, "spec.podSelector")));

    private IEnumerable<PathStep?> InNamespace(ObjectReference item) => item.Namespace is { } ns && context.State.Find(item) is { } found
        ? [Step(PathEdge.InNamespace, item, NamespaceOf(ns), Cite.Field(found, "metadata.namespace"))]
        : [];

    private WorkloadFacts? Workload(ObjectReference item) => context.Workloads.FirstOrDefault(w => w.Reference == item);

    private static PathStep? Step(PathEdge edge, ObjectReference from, ObjectReference to, Citation? evidence) =>
        evidence is null ? null : new PathStep(edge, from, to, evidence);
}

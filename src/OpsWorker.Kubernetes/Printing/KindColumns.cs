using System.Text.Json;

namespace OpsWorker.Kubernetes.Printing;

/// <summary>The columns of the common kinds, as the API server's own printers define them.</summary>
internal static class KindColumns
{
    private static readonly Column Containers =
        Column.From("CONTAINERS", o => TemplateContainers(o).Select(c => c.At("name").Text()).Join()) with { Wide = true };

    private static readonly Column Images =
        Column.From("IMAGES", o => TemplateContainers(o).Select(c => c.At("image").Text()).Join()) with { Wide = true };

    private static readonly Column Selector =
        Column.From("SELECTOR", o => Pairs(o.At("spec", "selector", "matchLabels"))) with { Wide = true };

    private static readonly Column[] Bindings =
    [
        Column.Name, Column.From("ROLE", o => Reference(o.At("roleRef"))), Column.CreatedAge,
        Column.From("USERS", o => Subjects(o, "User")) with { Wide = true },
        Column.From("GROUPS", o => Subjects(o, "Group")) with { Wide = true },
        Column.From("SERVICEACCOUNTS", o => Subjects(o, "ServiceAccount")) with { Wide = true },
    ];

    private static readonly Dictionary<string, Column[]> Kinds = new(StringComparer.Ordinal)
    {
        ["Pod"] =
        [
            Column.Name, Column.From("READY", PodStatus.Ready), Column.From("STATUS", PodStatus.Status),
            new("RESTARTS", PodStatus.Restarts), Column.CreatedAge,
            Column.Of("IP", "status", "podIP") with { Wide = true },
            Column.Of("NODE", "spec", "nodeName") with { Wide = true },
            Column.Of("NOMINATED NODE", "status", "nominatedNodeName") with { Wide = true },
            Column.From("READINESS GATES", o => Gates(o)) with { Wide = true },
        ],
        ["Deployment"] =
        [
            Column.Name, Column.From("READY", o => $"{o.At("status", "readyReplicas").Text("0")}/{o.At("spec", "replicas").Text("0")}"),
            Column.Count("UP-TO-DATE", "status", "updatedReplicas"), Column.Count("AVAILABLE", "status", "availableReplicas"),
            Column.CreatedAge,
            Containers, Images, Selector,
        ],
        ["ReplicaSet"] =
        [
            Column.Name, Column.Count("DESIRED", "spec", "replicas"), Column.Count("CURRENT", "status", "replicas"),
            Column.Count("READY", "status", "readyReplicas"), Column.CreatedAge, Containers, Images, Selector,
        ],
        ["StatefulSet"] =
        [
            Column.Name, Column.From("READY", o => $"{o.At("status", "readyReplicas").Text("0")}/{o.At("spec", "replicas").Text("0")}"),
            Column.CreatedAge, Containers, Images,
        ],
        ["DaemonSet"] =
        [
            Column.Name, Column.Count("DESIRED", "status", "desiredNumberScheduled"),
            Column.Count("CURRENT", "status", "currentNumberScheduled"),
            Column.Count("READY", "status", "numberReady"), Column.Count("UP-TO-DATE", "status", "updatedNumberScheduled"),
            Column.Count("AVAILABLE", "status", "numberAvailable"),
            Column.From("NODE SELECTOR", o => Pairs(o.At("spec", "template", "spec", "nodeSelector"))), Column.CreatedAge,
            Containers, Images, Selector,
        ],
        ["Job"] =
        [
            Column.Name, Column.From("STATUS", JobStatus),
            Column.From("COMPLETIONS", o => $"{o.At("status", "succeeded").Text("0")}/{o.At("spec", "completions").Text("1")}"),
            new("DURATION", JobDuration), Column.CreatedAge, Containers, Images, Selector,
        ],
        ["CronJob"] =
        [
            Column.Name, Column.Of("SCHEDULE", "spec", "schedule"), Column.Of("TIMEZONE", "spec", "timeZone"),
            Column.From("SUSPEND", o => o.At("spec", "suspend").Text("false") == "true" ? "True" : "False"),
            Column.From("ACTIVE", o => $"{o.At("status", "active").Items().Count()}"),
            new("LAST SCHEDULE", (o, now) => o.At("status", "lastScheduleTime").Time() is { } at ? Age.Between(at, now) : "<none>"),
            Column.CreatedAge,
            Column.From("CONTAINERS", o => JobContainers(o).Select(c => c.At("name").Text()).Join()) with { Wide = true },
            Column.From("IMAGES", o => JobContainers(o).Select(c => c.At("image").Text()).Join()) with { Wide = true },
            Column.From("SELECTOR", o => Pairs(o.At("spec", "jobTemplate", "spec", "selector", "matchLabels"))) with { Wide = true },
        ],
        ["Service"] =
        [
            Column.Name, Column.Of("TYPE", "spec", "type"), Column.Of("CLUSTER-IP", "spec", "clusterIP"),
            Column.From("EXTERNAL-IP", ExternalAddress),
            Column.From("PORT(S)", o => o.At("spec", "ports").Items().Select(ServicePort).Join()), Column.CreatedAge,
            Column.From("SELECTOR", o => Pairs(o.At("spec", "selector"))) with { Wide = true },
        ],
        ["Endpoints"] = [Column.Name, Column.From("ENDPOINTS", Addresses), Column.CreatedAge],
        ["Ingress"] =
        [
            Column.Name, Column.Of("CLASS", "spec", "ingressClassName"),
            Column.From("HOSTS", o => o.At("spec", "rules").Items().Select(r => r.At("host").Text("*")).Join()),
            Column.From("ADDRESS", o => LoadBalancer(o) is "<none>" ? "" : LoadBalancer(o)),
            Column.From("PORTS", o => o.At("spec", "tls").Items().Any() ? "80, 443" : "80"), Column.CreatedAge,
        ],
        ["ConfigMap"] =
        [
            Column.Name, Column.From("DATA", o => $"{o.At("data").Fields().Count() + o.At("binaryData").Fields().Count()}"),
            Column.CreatedAge,
        ],
        ["Secret"] =
        [
            Column.Name, Column.Of("TYPE", "type"), Column.From("DATA", o => $"{o.At("data").Fields().Count()}"), Column.CreatedAge,
        ],
        ["ServiceAccount"] = [Column.Name, Column.From("SECRETS", o => $"{o.At("secrets").Items().Count()}"), Column.CreatedAge],
        ["Namespace"] = [Column.Name, Column.Of("STATUS", "status", "phase"), Column.CreatedAge],
        ["Node"] =
        [
            Column.Name, Column.From("STATUS", NodeStatus), Column.From("ROLES", Roles), Column.CreatedAge,
            Column.Of("VERSION", "status", "nodeInfo", "kubeletVersion"),
            Column.From("INTERNAL-IP", o => NodeAddress(o, "InternalIP")) with { Wide = true },
            Column.From("EXTERNAL-IP", o => NodeAddress(o, "ExternalIP")) with { Wide = true },
            Column.Of("OS-IMAGE", "status", "nodeInfo", "osImage") with { Wide = true },
            Column.Of("KERNEL-VERSION", "status", "nodeInfo", "kernelVersion") with { Wide = true },
            Column.Of("CONTAINER-RUNTIME", "status", "nodeInfo", "containerRuntimeVersion") with { Wide = true },
        ],
        ["PersistentVolumeClaim"] =
        [
            Column.Name, Column.Of("STATUS", "status", "phase"), Column.From("VOLUME", o => o.At("spec", "volumeName").Text()),
            Column.From("CAPACITY", o => o.At("status", "capacity", "storage").Text()),
            Column.From("ACCESS MODES", o => AccessModes(o.At("status", "accessModes"))),
            Column.From("STORAGECLASS", o => o.At("spec", "storageClassName").Text()),
            Column.From("VOLUMEATTRIBUTESCLASS", o => o.At("spec", "volumeAttributesClassName").Text("<unset>")), Column.CreatedAge,
            Column.Of("VOLUMEMODE", "spec", "volumeMode") with { Wide = true },
        ],
        ["PersistentVolume"] =
        [
            Column.Name, Column.From("CAPACITY", o => o.At("spec", "capacity", "storage").Text()),
            Column.From("ACCESS MODES", o => AccessModes(o.At("spec", "accessModes"))),
            Column.From("RECLAIM POLICY", o => o.At("spec", "persistentVolumeReclaimPolicy").Text()),
            Column.Of("STATUS", "status", "phase"),
            Column.From("CLAIM", Claim), Column.From("STORAGECLASS", o => o.At("spec", "storageClassName").Text()),
            Column.From("VOLUMEATTRIBUTESCLASS", o => o.At("spec", "volumeAttributesClassName").Text("<unset>")),
            Column.From("REASON", o => o.At("status", "reason").Text()), Column.CreatedAge,
        ],
        ["StorageClass"] =
        [
            Column.From("NAME", StorageClassName), Column.Of("PROVISIONER", "provisioner"), Column.Of("RECLAIMPOLICY", "reclaimPolicy"),
            Column.Of("VOLUMEBINDINGMODE", "volumeBindingMode"),
            Column.From("ALLOWVOLUMEEXPANSION", o => o.At("allowVolumeExpansion").Text("false")), Column.CreatedAge,
        ],
        ["Event"] = [.. EventColumns.OfGet],
        ["EndpointSlice"] =
        [
            Column.Name, Column.Of("ADDRESSTYPE", "addressType"),
            Column.From("PORTS", o => o.At("ports").Items().Select(p => p.At("port").Text("*")).Join()),
            Column.From("ENDPOINTS", o => Shortened(
                o.At("endpoints").Items().SelectMany(e => e.At("addresses").Items()).Select(a => a.Text()))),
            Column.CreatedAge,
        ],
        ["IngressClass"] =
        [
            Column.Name, Column.Of("CONTROLLER", "spec", "controller"), Column.From("PARAMETERS", Parameters), Column.CreatedAge,
        ],
        ["NetworkPolicy"] =
        [
            Column.Name, Column.From("POD-SELECTOR", o => Pairs(o.At("spec", "podSelector", "matchLabels"))), Column.CreatedAge,
        ],
        ["ResourceQuota"] =
        [
            Column.Name, Column.CreatedAge, Column.From("REQUEST", o => Used(o, limits: false)),
            Column.From("LIMIT", o => Used(o, limits: true)),
        ],
        ["LimitRange"] = [Column.Name, Column.CreatedAt],
        ["HorizontalPodAutoscaler"] =
        [
            Column.Name, Column.From("REFERENCE", o => Reference(o.At("spec", "scaleTargetRef"))),
            Column.From("TARGETS", AutoscalerTargets.Of),
            Column.From("MINPODS", o => o.At("spec", "minReplicas").Text("1")), Column.Of("MAXPODS", "spec", "maxReplicas"),
            Column.Count("REPLICAS", "status", "currentReplicas"), Column.CreatedAge,
        ],
        ["PodDisruptionBudget"] =
        [
            Column.Name, Column.From("MIN AVAILABLE", o => o.At("spec", "minAvailable").Text("N/A")),
            Column.From("MAX UNAVAILABLE", o => o.At("spec", "maxUnavailable").Text("N/A")),
            Column.Count("ALLOWED DISRUPTIONS", "status", "disruptionsAllowed"), Column.CreatedAge,
        ],
        ["Role"] = [Column.Name, Column.CreatedAt],
        ["ClusterRole"] = [Column.Name, Column.CreatedAt],
        ["RoleBinding"] = [.. Bindings],
        ["ClusterRoleBinding"] = [.. Bindings],
        ["PriorityClass"] =
        [
            Column.Name, Column.Count("VALUE", "value"), Column.From("GLOBAL-DEFAULT", o => o.At("globalDefault").Text("false")),
            Column.CreatedAge,
        ],
        ["Lease"] = [Column.Name, Column.From("HOLDER", o => o.At("spec", "holderIdentity").Text()), Column.CreatedAge],
        ["CustomResourceDefinition"] = [Column.Name, Column.CreatedAt],
        ["ControllerRevision"] =
        [
            Column.Name, Column.From("CONTROLLER", Controller), Column.Count("REVISION", "revision"), Column.CreatedAge,
        ],
    };

    private static readonly Column[] Others = [Column.Name, Column.CreatedAge];

    /// <summary>True if the columns of the kind are defined here.</summary>
    public static bool Has(string kind) => Kinds.ContainsKey(kind);

    /// <summary>The kind's columns; of other kinds name and age.</summary>
    public static IReadOnlyList<Column> Of(string kind) => Kinds.GetValueOrDefault(kind, Others);

    private static IEnumerable<JsonElement> TemplateContainers(JsonElement workload) =>
        workload.At("spec", "template", "spec", "containers").Items();

    private static string Pairs(JsonElement map) => map.Fields().Select(f => $"{f.Name}={f.Value.Text()}").Join();

    private static string Gates(JsonElement pod)
    {
        var gates = pod.At("spec", "readinessGates").Items().Select(g => g.At("conditionType").Text()).ToArray();
        var met = pod.At("status", "conditions").Items().Count(c => gates.Contains(c.At("type").Text()) && c.At("status").Text() == "True");
        return gates.Length == 0 ? "<none>" : $"{met}/{gates.Length}";
    }

    private static string JobStatus(JsonElement job)
    {
        var conditions = job.At("status", "conditions").Items()
            .Where(c => c.At("status").Text() == "True").Select(c => c.At("type").Text()).ToHashSet();
        if (conditions.Contains("Complete")) return "Complete";
        return conditions.Contains("Failed") ? "Failed" : "Running";
    }

    private static string ExternalAddress(JsonElement service)
    {
        if (service.At("spec", "type").Text() == "ExternalName") return service.At("spec", "externalName").Text();
        var addresses = service.At("spec", "externalIPs").Items().Select(i => i.Text()).Join();
        if (service.At("spec", "type").Text() != "LoadBalancer") return addresses;
        var balancer = LoadBalancer(service);
        return balancer == "<none>" && addresses == "<none>" ? "<pending>" : new[] { balancer, addresses }.Where(a => a != "<none>").Join();
    }

    private static string LoadBalancer(JsonElement value) =>
        value.At("status", "loadBalancer", "ingress").Items().Select(i => i.At("ip").Text(i.At("hostname").Text())).Join();

    private static string ServicePort(JsonElement port) =>
        port.At("nodePort").Number() is not 0 and var node
            ? $"{port.At("port").Text()}:{node}/{port.At("protocol").Text("TCP")}"
            : $"{port.At("port").Text()}/{port.At("protocol").Text("TCP")}";

    private static string Addresses(JsonElement endpoints)
    {
        var all = (from subset in endpoints.At("subsets").Items()
                   from port in subset.At("ports").Items().Select(p => ":" + p.At("port").Text()).DefaultIfEmpty("")
                   from address in subset.At("addresses").Items()
                   select address.At("ip").Text() + port).ToArray();
        return Shortened(all);
    }

    private static string Shortened(IEnumerable<string> texts)
    {
        var all = texts.ToArray();
        return all.Length > 3 ? $"{string.Join(',', all.Take(3))} + {all.Length - 3} more..." : all.Join();
    }

    private static string Reference(JsonElement reference) => $"{reference.At("kind").Text()}/{reference.At("name").Text()}";

    private static string Subjects(JsonElement binding, string kind) => string.Join(", ", binding.At("subjects").Items()
        .Where(s => s.At("kind").Text() == kind)
        .Select(s => kind == "ServiceAccount" ? $"{s.At("namespace").Text()}/{s.At("name").Text()}" : s.At("name").Text()));

    private static string Used(JsonElement quota, bool limits) => string.Join(", ", quota.At("status", "hard").Fields()
        .Where(hard => hard.Name.StartsWith("limits", StringComparison.Ordinal) == limits)
        .OrderBy(hard => hard.Name, StringComparer.Ordinal)
        .Select(hard => $"{hard.Name}: {quota.At("status", "used", hard.Name).Text("0")}/{hard.Value.Text()}"));

    private static string Parameters(JsonElement ingressClass)
    {
        var parameters = ingressClass.At("spec", "parameters");
        if (parameters.ValueKind != JsonValueKind.Object) return "<none>";
        var group = parameters.At("apiGroup").Text() is { Length: > 0 } named ? "." + named : "";
        return $"{parameters.At("kind").Text()}{group}/{parameters.At("name").Text()}";
    }

    private static string Controller(JsonElement item)
    {
        var owner = item.At("metadata", "ownerReferences").Items().FirstOrDefault(o => o.At("controller").Text() == "true");
        if (owner.ValueKind != JsonValueKind.Object) return "<none>";
        var group = owner.At("apiVersion").Text().Split('/') is [var named, _] ? "." + named : "";
        return $"{owner.At("kind").Text().ToLowerInvariant()}{group}/{owner.At("name").Text()}";
    }

    private static string StorageClassName(JsonElement item) =>
        item.At("metadata", "annotations", "storageclass.kubernetes.io/is-default-class").Text() == "true"
            ? item.At("metadata", "name").Text() + " (default)"
            : item.At("metadata", "name").Text();

    private static string JobDuration(JsonElement job, DateTimeOffset now) =>
        job.At("status", "startTime").Time() is { } start ? Age.Of((job.At("status", "completionTime").Time() ?? now) - start) : "";

    private static IEnumerable<JsonElement> JobContainers(JsonElement cronJob) =>
        cronJob.At("spec", "jobTemplate", "spec", "template", "spec", "containers").Items();

    private static string NodeStatus(JsonElement node)
    {
        var ready = node.At("status", "conditions").Items()
            .Where(c => c.At("type").Text() == "Ready").Select(c => c.At("status").Text()).FirstOrDefault();
        var status = ready switch { "True" => "Ready", null => "Unknown", _ => "NotReady" };
        return node.At("spec", "unschedulable").ValueKind == JsonValueKind.True ? status + ",SchedulingDisabled" : status;
    }

    public static string Roles(JsonElement node)
    {
        const string Prefix = "node-role.kubernetes.io/";
        return node.At("metadata", "labels").Fields().Where(l => l.Name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(l => l.Name[Prefix.Length..]).Order(StringComparer.Ordinal).Join();
    }

    private static string NodeAddress(JsonElement node, string type) =>
        node.At("status", "addresses").Items()
            .Where(a => a.At("type").Text() == type).Select(a => a.At("address").Text()).FirstOrDefault("<none>");

    private static string Claim(JsonElement volume) =>
        volume.At("spec", "claimRef") is { ValueKind: JsonValueKind.Object } claim
            ? $"{claim.At("namespace").Text()}/{claim.At("name").Text()}"
            : "";

    public static string AccessModes(JsonElement modes) => string.Join(',', modes.Items().Select(m => m.Text() switch
    {
        "ReadWriteOnce" => "RWO",
        "ReadOnlyMany" => "ROX",
        "ReadWriteMany" => "RWX",
        "ReadWriteOncePod" => "RWOP",
        var other => other,
    }));
}

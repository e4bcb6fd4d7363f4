using System.Globalization;
using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Remedies;

/// <summary>The kubectl commands that remedies name.</summary>
public static class Kubectl
{
    // A Job's name ends up in its pods' labels, which hold 63 characters.
    private const int MaxJobName = 58;

    /// <summary><c>kubectl describe deployment/web -n shop</c>.</summary>
    public static KubectlCommand Describe(ObjectReference item) => new KubectlCommand("describe").Object(item);

    /// <summary><c>kubectl describe resourcequotas -n shop</c>.</summary>
    public static KubectlCommand DescribeAll(string resources, string? ns) => new KubectlCommand("describe", resources).In(ns);

    /// <summary><c>kubectl describe node/worker-1</c>; null for a placeholder.</summary>
    public static KubectlCommand DescribeNode(string? node) => new KubectlCommand("describe").Object("Node", node);

    /// <summary><c>kubectl edit deployment/web -n shop</c>.</summary>
    public static KubectlCommand Edit(ObjectReference item) => new KubectlCommand("edit").Object(item);

    /// <summary><c>kubectl get service/web -n shop -o yaml</c>.</summary>
    public static KubectlCommand Get(ObjectReference item, string format = "yaml") =>
        new KubectlCommand("get").Object(item).With("-o", format);

    /// <summary><c>kubectl get pods -n shop</c>; a namespace of null is not written.</summary>
    /// <param name="resources">Plural names of resources, with commas between them.</param>
    /// <param name="ns">The namespace.</param>
    /// <param name="flags">Further flags.</param>
    public static KubectlCommand List(string resources, string? ns = null, params ReadOnlySpan<string> flags) =>
        new KubectlCommand("get", resources).In(ns).With(flags);

    /// <summary><c>kubectl logs pod/web-1 -n shop -c app --previous</c>.</summary>
    public static KubectlCommand Logs(ObjectReference item, string? container = null, bool previous = false)
    {
        var command = new KubectlCommand("logs").Object(item).Container(container);
        return previous ? command.With("--previous") : command;
    }

    /// <summary><c>kubectl top pods -n shop --containers</c>.</summary>
    public static KubectlCommand TopContainers(string? ns) => new KubectlCommand("top", "pods").In(ns).With("--containers");

    /// <summary><c>kubectl rollout undo deployment/web -n shop</c>.</summary>
    public static KubectlCommand Undo(ObjectReference workload) => new KubectlCommand("rollout", "undo").Object(workload);

    /// <summary><c>kubectl rollout history deployment/web -n shop</c>.</summary>
    public static KubectlCommand History(ObjectReference workload) => new KubectlCommand("rollout", "history").Object(workload);

    /// <summary><c>kubectl rollout status deployment/web -n shop --timeout=5m</c>.</summary>
    public static KubectlCommand RolloutStatus(ObjectReference workload) =>
        new KubectlCommand("rollout", "status").Object(workload).With("--timeout=5m");

    /// <summary><c>kubectl rollout restart deployment/web -n shop</c>.</summary>
    public static KubectlCommand Restart(ObjectReference workload) => new KubectlCommand("rollout", "restart").Object(workload);

    /// <summary><c>kubectl get persistentvolumeclaim/data -n shop</c>.</summary>
    public static KubectlCommand Show(ObjectReference item) => new KubectlCommand("get").Object(item);

    /// <summary><c>kubectl wait --for=condition=Ready pod/web -n shop --timeout=5m</c>.</summary>
    /// <param name="item">The object.</param>
    /// <param name="condition">The condition, written in source code.</param>
    public static KubectlCommand Wait(ObjectReference item, string condition) =>
        new KubectlCommand("wait", "--for=" + condition).Object(item).With("--timeout=5m");

    /// <summary><c>kubectl get endpointslices -n shop -l kubernetes.io/service-name=web</c>.</summary>
    public static KubectlCommand EndpointSlices(ObjectReference service) =>
        new KubectlCommand("get", "endpointslices").In(service.Namespace)
        .With("-l").Value(ValueForm.Label, "kubernetes.io/service-name=", service.Name);

    /// <summary>Makes an object anew from a corrected manifest: <c>kubectl replace --force -f MANIFEST</c>.</summary>
    public static KubectlCommand ReplaceByFile() => new("replace", "--force", "-f", "MANIFEST");

    /// <summary>A patch of an object.</summary>
    public static KubectlCommand Patch(ObjectReference item, JsonPatch patch) => new KubectlCommand("patch").Object(item).Patch(patch);

    /// <summary><c>kubectl set image deployment/web app=shop/web:2 -n shop</c>; null for a placeholder.</summary>
    public static KubectlCommand SetImage(ObjectReference workload, string container, string? image)
    {
        var command = new KubectlCommand("set", "image").Object(workload);
        return KubernetesName.IsLabel(container)
            ? image is null ? command.With(container + "=IMAGE") : command.Value(ValueForm.Image, container + "=", image)
            : command.Container(container);
    }

    /// <summary><c>kubectl set resources deployment/web -n shop -c app --limits=memory=256Mi</c>.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="container">The container.</param>
    /// <param name="resource">The flag and the resource, <c>--limits=memory</c>, written in source code.</param>
    /// <param name="amount">The amount.</param>
    public static KubectlCommand SetResources(ObjectReference workload, string container, string resource, string amount) =>
        new KubectlCommand("set", "resources").Object(workload).Container(container).Value(ValueForm.Quantity, resource + "=", amount);

    /// <summary><c>kubectl set env deployment/web -n shop -c app DB_HOST=db</c>.</summary>
    public static KubectlCommand SetEnv(ObjectReference workload, string container, string variable, string value)
    {
        var command = new KubectlCommand("set", "env").Object(workload).Container(container);
        return KubernetesName.Has(ValueForm.Key, variable)
            ? command.Value(ValueForm.Address, variable + "=", value)
            : command.Value(ValueForm.Key, "", variable);
    }

    /// <summary><c>kubectl set selector service/web app=web -n shop</c>.</summary>
    public static KubectlCommand SetSelector(ObjectReference service, IEnumerable<KeyValuePair<string, string>> labels)
    {
        var words = labels.ToList();
        var invalid = words.Find(l => !KubernetesName.Has(ValueForm.Key, l.Key)).Key;
        var command = new KubectlCommand("set", "selector").Object(service);
        return invalid is not null
            ? command.Value(ValueForm.Key, "", invalid)
            : words.Any(l => !KubernetesName.Has(ValueForm.Label, l.Value))
                ? command.Value(ValueForm.Label, "", words.First(l => !KubernetesName.Has(ValueForm.Label, l.Value)).Value)
                : command.With(string.Join(',', words.Select(l => $"{l.Key}={l.Value}")));
    }

    /// <summary><c>kubectl taint node/worker-1 dedicated:NoSchedule-</c>.</summary>
    public static KubectlCommand RemoveTaint(string node, string key, string effect) => KubernetesName.Has(ValueForm.Key, key)
        ? new KubectlCommand("taint").Object("Node", node).Value(ValueForm.Label, key + ":", effect.TrimEnd('-')).Suffixed("-")
        : new KubectlCommand("taint").Object("Node", node).Value(ValueForm.Key, "", key);

    /// <summary><c>kubectl scale deployment/web -n shop --replicas=1</c>.</summary>
    public static KubectlCommand Scale(ObjectReference workload, int replicas) =>
        new KubectlCommand("scale").Object(workload).With(string.Create(CultureInfo.InvariantCulture, $"--replicas={replicas}"));

    /// <summary><c>kubectl expose deployment/web -n shop</c>.</summary>
    public static KubectlCommand Expose(ObjectReference workload) => new KubectlCommand("expose").Object(workload);

    /// <summary><c>kubectl uncordon worker-1</c>; null for a placeholder.</summary>
    public static KubectlCommand Uncordon(string? node) => new KubectlCommand("uncordon").Name("Node", node);

    /// <summary><c>kubectl drain worker-1 --ignore-daemonsets --delete-emptydir-data</c>.</summary>
    public static KubectlCommand Drain(string node) =>
        new KubectlCommand("drain").Name("Node", node).With("--ignore-daemonsets", "--delete-emptydir-data");

    /// <summary>A shell command on a node's own file system, through a debugging pod.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="command">The command's words, written in source code.</param>
    public static KubectlCommand OnNode(string node, params ReadOnlySpan<string> command) =>
        new KubectlCommand("debug").Object("Node", node).With("-it", "--image=busybox", "--", "chroot", "/host").With(command);

    /// <summary>A Job of a CronJob's template, now.</summary>
    public static KubectlCommand RunOnce(ObjectReference job)
    {
        var name = (job.Name.Length > MaxJobName ? job.Name[..MaxJobName].TrimEnd('-', '.') : job.Name) + "-once";
        return new KubectlCommand("create", "job").Option("--from", job).Name("Job", name).In(job.Namespace);
    }

    /// <summary><c>kubectl create serviceaccount robot -n shop</c>.</summary>
    public static KubectlCommand CreateServiceAccount(string name, string? ns) =>
        new KubectlCommand("create", "serviceaccount").Name("ServiceAccount", name).In(ns);

    /// <summary><c>kubectl delete pods -n shop --field-selector status.phase=Failed</c>.</summary>
    public static KubectlCommand DeleteFailedPods(string? ns) =>
        new KubectlCommand("delete", "pods").In(ns).With("--field-selector", "status.phase=Failed");

    /// <summary>A pull Secret with placeholders for the registry and its credentials; a name of null is one too.</summary>
    public static KubectlCommand CreatePullSecret(string? name, string? ns) =>
        new KubectlCommand("create", "secret", "docker-registry").Name("Secret", name).In(ns)
            .With("--docker-server=SERVER", "--docker-username=USER", "--docker-password=PASSWORD");

    /// <summary>A TLS Secret of files that are placeholders.</summary>
    public static KubectlCommand CreateTlsSecret(string name, string? ns) =>
        new KubectlCommand("create", "secret", "tls").Name("Secret", name).In(ns).With("--cert=CERTIFICATE", "--key=KEY");

    /// <summary>A ConfigMap or Secret with keys, whose values are placeholders.</summary>
    public static KubectlCommand CreateWithKeys(ObjectReference item, IReadOnlyList<string> keys)
    {
        var command = item.Kind == "Secret" ? new KubectlCommand("create", "secret", "generic") : new KubectlCommand("create", "configmap");
        command.Name(item.Kind, item.Name).In(item.Namespace);
        if (keys.Count == 0) return command.With("--from-file=FOLDER");
        foreach (var key in keys) command.Value(ValueForm.Key, "--from-literal=", key).Suffixed("=VALUE");
        return command;
    }

    /// <summary><c>kubectl create role web-list-pods -n shop --verb=list --resource=pods</c>.</summary>
    /// <param name="kind"><c>role</c> or <c>clusterrole</c>.</param>
    /// <param name="name">The role's name.</param>
    /// <param name="ns">The namespace; null for a ClusterRole.</param>
    /// <param name="verb">The verb.</param>
    /// <param name="resource">The resource, with its group.</param>
    public static KubectlCommand CreateRole(string kind, string name, string? ns, string verb, string resource) =>
        new KubectlCommand("create", kind).Name("Role", name).In(ns).Value(ValueForm.Label, "--verb=", verb)
            .Value(ValueForm.Address, "--resource=", resource);

    /// <summary><c>kubectl create rolebinding web-list-pods -n shop --role=web-list-pods --serviceaccount=shop:web</c>.</summary>
    /// <param name="kind"><c>rolebinding</c> or <c>clusterrolebinding</c>.</param>
    /// <param name="role">The role's name, and the binding's.</param>
    /// <param name="ns">The namespace; null for a ClusterRoleBinding.</param>
    /// <param name="flag"><c>--role=</c> or <c>--clusterrole=</c>.</param>
    /// <param name="account">The account: <c>NAMESPACE:NAME</c>.</param>
    public static KubectlCommand BindRole(string kind, string role, string? ns, string flag, string account) =>
        new KubectlCommand("create", kind).Name("RoleBinding", role).In(ns).Value(ValueForm.Label, flag, role)
            .Value(ValueForm.Address, "--serviceaccount=", account);
}

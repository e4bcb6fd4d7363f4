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

    /// <summary>A pull Secret with placeholders for the registry and its credentials; a name of null is one too.</summary>
    public static KubectlCommand CreatePullSecret(string? name, string? ns) =>
        new KubectlCommand("create", "secret", "docker-registry").Name("Secret", name).In(ns)
            .With("--docker-server=SERVER", "--docker-username=USER", "--docker-password=PASSWORD");
}

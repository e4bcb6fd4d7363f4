namespace OpsWorker.Scenarios.Remedies;

/// <summary>The commands of kubectl's reference that remedies may use, each with its flags.</summary>
/// <param name="Valued">Flags that take a value, after <c>=</c> or as the next word.</param>
/// <param name="Switches">Flags without a value.</param>
/// <param name="Kinds">The kinds that the command accepts; null for all.</param>
internal sealed record KubectlSynopsis(string[] Valued, string[] Switches, string[]? Kinds = null)
{
    private static readonly string[] s_rolledOut = ["Deployment", "DaemonSet", "StatefulSet"];
    private static readonly string[] s_scaled = ["Deployment", "ReplicaSet", "StatefulSet", "ReplicationController"];

    // What may be set in a template that is not immutable: of a Pod only the image.
    private static readonly string[] s_templated = ["Deployment", "DaemonSet", "StatefulSet", "ReplicaSet", "CronJob"];

    private static readonly string[] s_logged =
        ["Pod", "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "Service", "ReplicationController"];

    /// <summary>The synopses by the words of the command.</summary>
    public static IReadOnlyDictionary<string, KubectlSynopsis> All { get; } = new Dictionary<string, KubectlSynopsis>
    {
        ["get"] = new(["-o", "-l", "--field-selector", "--sort-by"], ["-A", "--show-labels", "-w"]),
        ["describe"] = new(["-l"], ["-A"]),
        ["logs"] = new(["-c", "--tail", "--since", "-l"], ["--previous", "--all-containers", "--timestamps"], s_logged),
        ["edit"] = new([], []),
        ["rollout undo"] = new(["--to-revision"], [], s_rolledOut),
        ["rollout history"] = new(["--revision"], [], s_rolledOut),
        ["rollout status"] = new(["--timeout", "--revision"], [], s_rolledOut),
        ["rollout restart"] = new([], [], s_rolledOut),
        ["rollout resume"] = new([], [], ["Deployment"]),
        ["scale"] = new(["--replicas", "--current-replicas"], [], s_scaled),
        ["set image"] = new([], [], [.. s_templated, "Pod"]),
        ["set env"] = new(["-c", "--from", "--prefix", "--keys"], [], s_templated),
        ["set resources"] = new(["-c", "--limits", "--requests"], [], s_templated),
        ["set selector"] = new([], [], ["Service"]),
        ["set serviceaccount"] = new([], [], ["Deployment", "DaemonSet", "StatefulSet", "ReplicaSet"]),
        ["patch"] = new(["-p", "--type", "--subresource"], []),
        ["label"] = new([], ["--overwrite"]),
        ["annotate"] = new([], ["--overwrite"]),
        ["taint"] = new([], ["--overwrite"], ["Node"]),
        ["cordon"] = new([], [], ["Node"]),
        ["uncordon"] = new([], [], ["Node"]),
        ["drain"] = new(["--timeout", "--grace-period"], ["--ignore-daemonsets", "--delete-emptydir-data", "--force"], ["Node"]),
        ["delete"] = new(["--grace-period", "-l", "--field-selector"], ["--force", "--wait"]),
        ["replace"] = new(["-f"], ["--force"]),
        ["apply"] = new(["-f"], ["--server-side"]),
        ["wait"] = new(["--for", "--timeout"], []),
        ["top pods"] = new(["-l", "--sort-by"], ["-A", "--containers"]),
        ["top nodes"] = new(["--sort-by"], []),
        ["expose"] = new(["--port", "--target-port", "--name", "--type", "--protocol"], [],
            ["Pod", "Service", "Deployment", "ReplicaSet", "ReplicationController"]),
        ["debug"] = new(["--image", "--profile"], ["-it", "-i", "-t"], ["Node", "Pod"]),
        ["auth can-i"] = new(["--as"], ["--list", "-A"]),
        ["create job"] = new(["--from", "--image"], []),
        ["create serviceaccount"] = new([], []),
        ["create namespace"] = new([], []),
        ["create configmap"] = new(["--from-literal", "--from-file", "--from-env-file"], []),
        ["create secret generic"] = new(["--from-literal", "--from-file", "--from-env-file", "--type"], []),
        ["create secret tls"] = new(["--cert", "--key"], []),
        ["create secret docker-registry"] = new(["--docker-server", "--docker-username", "--docker-password", "--docker-email"], []),
        ["create role"] = new(["--verb", "--resource", "--resource-name"], []),
        ["create rolebinding"] = new(["--role", "--clusterrole", "--serviceaccount", "--user"], []),
        ["create clusterrole"] = new(["--verb", "--resource", "--resource-name"], []),
        ["create clusterrolebinding"] = new(["--clusterrole", "--serviceaccount", "--user"], []),
        ["api-resources"] = new(["--api-group", "-o"], []),
        ["version"] = new(["-o"], []),
        ["cluster-info"] = new([], []),
    };

    /// <summary>True for commands that change the cluster.</summary>
    public static bool Writes(string command) => command.Split(' ')[0] switch
    {
        "get" or "describe" or "logs" or "wait" or "top" or "auth" or "api-resources" or "version" or "cluster-info" or "debug" => false,
        "rollout" => command is not ("rollout history" or "rollout status"),
        _ => true,
    };
}

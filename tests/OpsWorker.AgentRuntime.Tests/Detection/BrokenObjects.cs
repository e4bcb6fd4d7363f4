namespace OpsWorker.AgentRuntime.Tests.Detection;

/// <summary>Objects as the API server returns them, with and without problems.</summary>
internal static class BrokenObjects
{
    public static string Pod(string name, string status, string inNamespace = "shop", string owner = "checkout") =>
        $$$"""
        {"metadata": {"name": "{{{name}}}", "namespace": "{{{inNamespace}}}", "labels": {"pod-template-hash": "7c9d4f"},
           "ownerReferences": [{"kind": "ReplicaSet", "name": "{{{owner}}}-7c9d4f", "controller": true}]},
         "status": {{{status}}}}
        """;

    public static string CrashLooping(string name, string inNamespace = "shop") => Pod(
        name,
        """
        {"phase": "Running", "containerStatuses": [{"name": "app", "restartCount": 4,
          "state": {"waiting": {"reason": "CrashLoopBackOff", "message": "back-off 1m20s restarting failed container"}},
          "lastState": {"terminated": {"exitCode": 1, "reason": "Error"}}}]}
        """,
        inNamespace);

    public static string Waiting(string name, string reason) =>
        Pod(
            name,
            $$$"""
            {"phase": "Pending",
             "containerStatuses": [{"name": "app", "state": {"waiting": {"reason": "{{{reason}}}", "message": "on request"} } }]}
            """);

    public static string Running(string name, string inNamespace = "shop") =>
        Pod(
            name,
            """{"phase": "Running", "containerStatuses": [{"name": "app", "restartCount": 4, "ready": true, "state": {"running": {}}}]}""",
            inNamespace);

    public static string OutOfMemory(string name, DateTimeOffset at) => Pod(
        name,
        $$$"""
        {"phase": "Running", "containerStatuses": [{"name": "app", "ready": true, "state": {"running": {}},
          "lastState": {"terminated": {"exitCode": 137, "reason": "OOMKilled", "finishedAt": "{{{at:O}}}"} } }]}
        """);

    public static string Node(string name, string ready, DateTimeOffset since) =>
        $$$"""
        {"metadata": {"name": "{{{name}}}"}, "status": {"conditions": [{"type": "Ready", "status": "{{{ready}}}",
          "reason": "NodeStatusUnknown", "message": "Kubelet stopped posting node status.", "lastTransitionTime": "{{{since:O}}}"}]}}
        """;

    public static string Job(string name, string condition, DateTimeOffset at, string? cronJob = null)
    {
        var owner = cronJob is null ? "" : $$$""", "ownerReferences": [{"kind": "CronJob", "name": "{{{cronJob}}}", "controller": true}]""";
        return $$$"""
            {"metadata": {"name": "{{{name}}}", "namespace": "shop"{{{owner}}}}, "status": {"conditions": [
              {"type": "{{{condition}}}", "status": "True", "reason": "BackoffLimitExceeded",
               "message": "Job has reached the specified backoff limit",
               "lastTransitionTime": "{{{at:O}}}"}]}}
            """;
    }

    public static string Claim(string name, string phase, DateTimeOffset at, bool isProvisioned = true)
    {
        var annotations = isProvisioned ? """, "annotations": {"volume.kubernetes.io/storage-provisioner": "ebs.csi.aws.com"}""" : "";
        return $$$"""
            {"metadata": {"name": "{{{name}}}", "namespace": "shop", "creationTimestamp": "{{{at:O}}}"{{{annotations}}}},
             "spec": {"storageClassName": "fast"}, "status": {"phase": "{{{phase}}}"}}
            """;
    }

    public static string Event(string reason, string kind, string name, DateTimeOffset at, string inNamespace = "shop") =>
        $$$"""
        {"metadata": {"name": "{{{name}}}.{{{reason}}}", "namespace": "{{{inNamespace}}}"}, "type": "Warning", "reason": "{{{reason}}}",
         "involvedObject": {"kind": "{{{kind}}}", "name": "{{{name}}}"{{{(kind == "Node" ? "" : $", \"namespace\": \"{inNamespace}\"")}}}},
         "message": "on request", "lastTimestamp": "{{{at:O}}}"}
        """;
}

using System.Text.Json;

namespace OpsWorker.Kubernetes.Printing;

/// <summary>A pod's columns READY, STATUS and RESTARTS, which kubectl derives from the states of its containers.</summary>
internal static class PodStatus
{
    public static string Ready(JsonElement pod)
    {
        var statuses = pod.At("status", "containerStatuses").Items().ToArray();
        var total = pod.At("spec", "containers").Items().Count();
        return $"{statuses.Count(s => s.At("ready").ValueKind == JsonValueKind.True)}/{total}";
    }

    /// <summary>The number of restarts, and the time since the last one.</summary>
    public static string Restarts(JsonElement pod, DateTimeOffset now)
    {
        var statuses = pod.At("status", "containerStatuses").Items().ToArray();
        var restarts = statuses.Sum(s => s.At("restartCount").Number());
        var last = statuses.Select(s => s.At("lastState", "terminated", "finishedAt").Time()).Max();
        return restarts > 0 && last is not null ? $"{restarts} ({Age.Between(last, now)} ago)" : $"{restarts}";
    }

    public static string Status(JsonElement pod)
    {
        if (pod.At("metadata", "deletionTimestamp").ValueKind == JsonValueKind.String)
        {
            return pod.At("status", "reason").Text() == "NodeLost" ? "Unknown" : "Terminating";
        }

        return Initialising(pod) ?? Running(pod) ?? pod.At("status", "reason").Text(pod.At("status", "phase").Text("Unknown"));
    }

    /// <summary>The status by the first init container that has not finished; null where all have.</summary>
    private static string? Initialising(JsonElement pod)
    {
        var statuses = pod.At("status", "initContainerStatuses").Items().ToArray();
        for (var i = 0; i < statuses.Length; i++)
        {
            var terminated = statuses[i].At("state", "terminated");
            if (terminated.ValueKind == JsonValueKind.Object && terminated.At("exitCode").Number() == 0) continue;
            if (statuses[i].At("started").ValueKind == JsonValueKind.True) continue;
            if (terminated.ValueKind == JsonValueKind.Object) return "Init:" + Ended(terminated);
            var waiting = statuses[i].At("state", "waiting", "reason").Text();
            return waiting is "" or "PodInitializing" ? $"Init:{i}/{pod.At("spec", "initContainers").Items().Count()}" : "Init:" + waiting;
        }

        return null;
    }

    /// <summary>The status by the first container that waits or has terminated; null where all run.</summary>
    private static string? Running(JsonElement pod)
    {
        foreach (var container in pod.At("status", "containerStatuses").Items())
        {
            if (container.At("state", "waiting", "reason").Text() is { Length: > 0 } waiting) return waiting;
            if (container.At("state", "terminated") is { ValueKind: JsonValueKind.Object } terminated) return Ended(terminated);
        }

        return null;
    }

    private static string Ended(JsonElement terminated)
    {
        if (terminated.At("reason").Text() is { Length: > 0 } reason) return reason;
        return terminated.At("signal").Number() is not 0 and var signal
            ? $"Signal:{signal}"
            : $"ExitCode:{terminated.At("exitCode").Number()}";
    }
}

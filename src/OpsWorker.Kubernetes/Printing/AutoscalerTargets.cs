using System.Text.Json;

namespace OpsWorker.Kubernetes.Printing;

/// <summary>The column TARGETS of a HorizontalPodAutoscaler: <c>cpu: 45%/80%</c>.</summary>
internal static class AutoscalerTargets
{
    private const int MaxShown = 2;

    public static string Of(JsonElement autoscaler)
    {
        var current = autoscaler.At("status", "currentMetrics").Items().ToArray();
        var metrics = autoscaler.At("spec", "metrics").Items()
            .Select((metric, i) => Target(metric, i < current.Length ? current[i] : default)).ToArray();
        if (metrics.Length == 0) return "<none>";
        return metrics.Length > MaxShown
            ? $"{string.Join(", ", metrics.Take(MaxShown))} + {metrics.Length - MaxShown} more..."
            : string.Join(", ", metrics);
    }

    private static string Target(JsonElement metric, JsonElement current)
    {
        var source = metric.At("type").Text() switch
        {
            "Resource" => "resource",
            "ContainerResource" => "containerResource",
            "Pods" => "pods",
            "Object" => "object",
            _ => "external",
        };
        var name = metric.At(source, "name").Text(metric.At(source, "metric", "name").Text());
        return $"{name}: {Amount(current.At(source, "current"))}/{Amount(metric.At(source, "target"))}";
    }

    private static string Amount(JsonElement value) => value.At("averageUtilization").Text() is { Length: > 0 } percent
        ? percent + "%"
        : value.At("averageValue").Text(value.At("value").Text("<unknown>"));
}

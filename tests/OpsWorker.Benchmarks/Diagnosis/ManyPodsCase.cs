using OpsWorker.Benchmarks.Agent;

namespace OpsWorker.Benchmarks.Diagnosis;

/// <summary>Writes a case of a namespace of 5,000 pods, with an alert about it.</summary>
internal static class ManyPodsCase
{
    private const int Pods = 5_000;

    private const string Alert =
        """
        {"version":"4","status":"firing","receiver":"r","groupKey":"k","alerts":[{"status":"firing",
        "labels":{"alertname":"ErrorsHigh","namespace":"shop"},"annotations":{},"startsAt":"2026-03-02T09:55:00Z"}]}
        """;

    /// <summary>Writes <c>alert.json</c> and the folder <c>cluster</c>.</summary>
    public static void Write(string folder)
    {
        var cluster = Path.Combine(folder, "cluster");
        ManyPods.Write(cluster, Pods);
        File.WriteAllText(Path.Combine(cluster, "version.json"), """{"collectedAt":"2026-03-02T10:00:00Z"}""");
        File.WriteAllText(Path.Combine(folder, "alert.json"), Alert);
    }
}

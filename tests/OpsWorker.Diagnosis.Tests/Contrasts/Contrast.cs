using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Contrasts;

/// <summary>What a detector must find, and beside it what looks like it and is something else.</summary>
/// <param name="Detector">The name of the detector's class.</param>
/// <param name="Code">What it finds.</param>
/// <param name="Cluster">Where it finds it.</param>
/// <param name="LookAlike">Where it must not.</param>
internal sealed record Contrast(string Detector, CauseCode Code, TestCluster Cluster, TestCluster LookAlike)
{
    /// <summary>The labels of the alert; null for one that names just the namespace.</summary>
    public Dictionary<string, string>? Labels { get; init; }

    /// <summary>A workload of one container with more to its specification.</summary>
    public static TestCluster Web(string status, string container = "", string pod = "", string? node = "worker-a") =>
        new TestCluster().Deployment("web", Spec(container, pod)).Pod("web", status, node);

    /// <summary>A pod specification of one container on port 8080.</summary>
    public static string Spec(string container = "", string pod = "") =>
        $"{{{pod}{(pod.Length > 0 ? "," : "")}'containers':[{{'name':'main','image':'example.org/app:1','ports':[{{'containerPort':8080}}]{(container.Length > 0 ? "," : "")}{container}}}]}}";

    /// <summary>A healthy client of a server, configured with an address.</summary>
    public static TestCluster Client(string server, int port, string address) =>
        new TestCluster().Healthy(server, port).Healthy("web", podSpec: Spec($"'env':[{{'name':'SERVER','value':'{address}'}}]"));

    /// <summary>A series that steps when the trouble begins: eleven samples before, thirteen since.</summary>
    public static double[] Step(double before, double after) => [.. Enumerable.Repeat(before, 11), .. Enumerable.Repeat(after, 13)];
}

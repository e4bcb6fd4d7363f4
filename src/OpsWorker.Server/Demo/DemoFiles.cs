using OpsWorker.Kubernetes.Readers.Dump;

namespace OpsWorker.Server.Demo;

/// <summary>The recorded cluster that comes with the program, and the alert that was sent about it.</summary>
internal static class DemoFiles
{
    /// <summary>The value of the alert's label <c>cluster</c>.</summary>
    public const string ClusterName = "demo";

    private static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Demo");

    public static byte[] ReadAlert() => File.ReadAllBytes(Path.Combine(Folder, "alert.json"));

    public static DumpReader OpenCluster() => DumpReader.Open(Path.Combine(Folder, "cluster"));
}

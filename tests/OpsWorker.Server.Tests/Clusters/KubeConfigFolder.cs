using System.Text;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Readers.Live;
using OpsWorker.Kubernetes.Readers.Live.Connections;
using OpsWorker.Server.Clusters;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Clusters;

/// <summary>Kubeconfig files of one test, in a folder of their own.</summary>
internal sealed class KubeConfigFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string PathOf(string name) => _folder.File(name);

    public string Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), content);
        return PathOf(name);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A kubeconfig whose one context, cluster and user have this name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cluster">The cluster's fields as a YAML mapping.</param>
    /// <param name="user">The user's fields as a YAML mapping.</param>
    public static string Config(string name, string cluster, string user) =>
        $"""
        apiVersion: v1
        kind: Config
        current-context: {name}
        clusters: [{"{"}name: {name}, cluster: {cluster} {"}"}]
        users: [{"{"}name: {name}, user: {user} {"}"}]
        contexts: [{"{"}name: {name}, context: {"{"}cluster: {name}, user: {name}{"}"} {"}"}]
        """;

    /// <summary>The cluster's fields for a stand-in.</summary>
    public static string Cluster(ApiServerStandIn server, string fields = "") =>
        $"{{server: \"{server.Address}\", certificate-authority-data: {Base64(server.Certificates.AuthorityPem)}, {fields}}}";

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>Opens the connection of files that <c>KUBECONFIG</c> would list.</summary>
    public static async Task<KubeConfigConnection> ConnectAsync(
        IEnumerable<string> files, string? context = null, TimeProvider? time = null)
    {
        var listed = string.Join(Path.PathSeparator, files);
        var found = KubeConfigFiles.Find(null, name => name == "KUBECONFIG" ? listed : null);
        return (await KubeConfig.LoadAsync(found, TestContext.Current.CancellationToken)).Connect(context, time ?? TimeProvider.System);
    }

    /// <summary>Writes one kubeconfig and opens the connection of its current context.</summary>
    public Task<KubeConfigConnection> ConnectAsync(string content, TimeProvider? time = null) =>
        ConnectAsync([Write("config", content)], time: time);

    /// <summary>Asks for the pods of the small cluster.</summary>
    public static async Task<QueryResult> ReadAsync(IClusterConnection connection)
    {
        using var reader = new LiveReader(connection, TimeProvider.System);
        return await reader.ReadAsync(
            new Query { Verb = QueryVerb.List, Resource = "pods", Namespace = SmallCluster.Namespace },
            TestContext.Current.CancellationToken);
    }
}

namespace OpsWorker.Testing.Clusters;

/// <summary>A small dump in a folder of its own: a pod with two containers, a Secret, events and a node.</summary>
public sealed class RecordedCluster : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RecordedCluster()
    {
        Write("version.json", """{"collectedAt":"2026-02-01T10:00:00Z","kubeletVersions":["v1.31.2"]}""");
        Write("nodes.json", """{"kind":"NodeList","apiVersion":"v1","items":[{"metadata":{"name":"node-1"}}]}""");
        Write("shop/pods.json",
            """
            {"kind": "PodList", "apiVersion": "v1", "items": [
              {"metadata": {"name": "web-1", "namespace": "shop", "labels": {"app": "web"}},
               "spec": {"nodeName": "node-1", "containers": [{"name": "server"}]}, "status": {"phase": "Running"}},
              {"metadata": {"name": "db-0", "namespace": "shop", "labels": {"app": "db"}},
               "spec": {"nodeName": "node-2", "containers": [{"name": "db"}]}, "status": {"phase": "Pending"}}]}
            """);
        Write("shop/secrets.json",
            """
            {"kind":"SecretList","apiVersion":"v1","items":[{"metadata":{"name":"db","namespace":"shop","annotations":
            {"kubectl.kubernetes.io/last-applied-configuration":"{\"data\":\"aHVudGVyMg==\"}","owner":"team"}},
            "type":"Opaque","data":{"password":"aHVudGVyMg=="},"stringData":{"user":"hunter2"}}]}
            """);
        Write("shop/events.json",
            """
            {"kind":"EventList","apiVersion":"v1","items":[
              {"metadata":{"name":"e1","namespace":"shop"},"involvedObject":{"kind":"Pod","name":"web-1"},"type":"Warning",
                "reason":"BackOff","lastTimestamp":"2026-02-01T09:59:00Z"},
              {"metadata":{"name":"e2","namespace":"shop"},"involvedObject":{"kind":"Pod","name":"db-0"},"type":"Normal","reason":"Pulled",
                "lastTimestamp":"2026-02-01T08:00:00Z"}]}
            """);
        Write("shop/web-1/logs.txt",
            """
            ==== START logs for container server of pod shop/web-1 ====
            2026-02-01T09:00:00Z starting
            2026-02-01T09:59:30Z error: refused
              at Dial
            ==== END logs for container server of pod shop/web-1 ====
            ==== START logs for container proxy of pod shop/web-1 ====
            ready
            ==== END logs for container proxy of pod shop/web-1 ====
            """);
        Write("shop/db-0/logs.txt", "plain line\n");
    }

    public string Path => _folder.FullPath;

    public void Write(string name, string content)
    {
        var path = _folder.File(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    public void Delete(string name) => File.Delete(_folder.File(name));

    public void Dispose() => _folder.Dispose();
}

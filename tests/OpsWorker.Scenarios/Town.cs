using OpsWorker.Testing;

namespace OpsWorker.Scenarios;

/// <summary>
/// The cluster around a fault: two nodes, name resolution, and an application in which <c>heron</c> is called from
/// outside and calls <c>tern</c> and <c>plover</c>, which keep their data in <c>wren</c> and <c>siskin</c>.
/// </summary>
internal static class Town
{
    /// <summary>Starts a town without these parts of the application; a scenario adds its own in their place.</summary>
    public static TestCluster Without(params string[] absent)
    {
        var town = new TestCluster().Node("worker-b");
        AddDns(town, States.Ready);
        foreach (var (name, port, env) in s_application)
        {
            if (!absent.Contains(name)) town.Healthy(name, port, Spec(port, env)).Logs(name, Lines(port));
        }

        return town.Call("heron", "tern").Call("heron", "plover").Call("tern", "wren").Call("plover", "siskin");
    }

    /// <summary>A pod specification of one container with a port and an environment.</summary>
    public static string Spec(int port = 8080, string env = "", string more = "", string pod = "") =>
        $"{{{pod}{(pod.Length > 0 ? "," : "")}'containers':[{{'name':'main','image':'registry.example.org/team/app:2.4.1',"
        + $"'ports':[{{'containerPort':{port}}}],'resources':{{'requests':{{'cpu':'100m','memory':'128Mi'}},'limits':{{'memory':'256Mi'}}}},"
        + $"'env':[{env}]{(more.Length > 0 ? "," : "")}{more}}}]}}";

    /// <summary>An environment variable.</summary>
    public static string Env(string name, string value) => $"{{'name':'{name}','value':'{value}'}}";

    /// <summary>Adds CoreDNS with pods of this status.</summary>
    public static TestCluster AddDns(TestCluster town, string status)
    {
        const string labels = "{'k8s-app':'kube-dns'}";
        town.Add("deployments", "Deployment", "coredns", $"{{'spec':{{'replicas':1,'selector':{{'matchLabels':{labels}}},'template':{{'metadata':{{'labels':{labels}}},'spec':{{'containers':[{{'name':'main','image':'registry.k8s.io/coredns/coredns:v1.11.3'}}]}}}}}}}}", ns: "kube-system");
        town.Add("services", "Service", "kube-dns", $"{{'spec':{{'clusterIP':'10.96.0.10','selector':{labels},'ports':[{{'name':'dns','port':53,'protocol':'UDP','targetPort':53}}]}}}}", ns: "kube-system");
        return town.Add("pods", "Pod", "coredns-6f6b679f8f-abcde", $"{{'metadata':{{'labels':{labels},'ownerReferences':[{{'kind':'ReplicaSet','name':'coredns-6f6b679f8f','controller':true}}]}},'spec':{{'nodeName':'worker-a','containers':[{{'name':'main','image':'registry.k8s.io/coredns/coredns:v1.11.3'}}]}},'status':{status}}}", ns: "kube-system");
    }

    private static readonly (string Name, int Port, string Env)[] s_application =
    [
        ("heron", 8080, Env("TERN_ADDR", "tern:8080") + "," + Env("PLOVER_ADDR", "plover:8080")),
        ("tern", 8080, Env("DB_HOST", "wren") + "," + Env("DB_PORT", "5432")),
        ("plover", 8080, Env("CACHE_URL", "redis://siskin:6379")),
        ("wren", 5432, Env("PGDATA", "/var/lib/postgresql/data/pgdata")),
        ("siskin", 6379, ""),
    ];

    private static string[] Lines(int port) =>
    [
        "2026-03-02T09:00:03.114Z INFO starting",
        $"2026-03-02T09:00:03.590Z INFO listening on 0.0.0.0:{port}",
        "2026-03-02T09:31:40.002Z WARN slow request took 812 ms",
        "2026-03-02T09:58:11.730Z INFO 200 GET /items 14 ms",
    ];
}

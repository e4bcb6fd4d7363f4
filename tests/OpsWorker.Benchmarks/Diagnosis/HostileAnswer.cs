using System.Text;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Benchmarks.Diagnosis;

/// <summary>Answers of 8 MiB, the most that an agent sends in a batch, which somebody wrote to keep diagnosis busy.</summary>
internal static class HostileAnswer
{
    private const int Bytes = 8 * 1024 * 1024;

    /// <summary>Each shape with its evidence.</summary>
    public static IEnumerable<(string Name, IReadOnlyList<Evidence> Evidence)> All()
    {
        yield return ("tiny pods that crash", [Items("pods", "Pod", i => Named($"p{i}", $",\"status\":{Json(States.Crashing())}"))]);
        yield return ("Services that select every pod",
        [
            Items("services", "Service", i => Named($"s{i}", Json(",'spec':{'selector':{'a':'b'},'ports':[{'port':80}]}")), Bytes / 2),
            Items("pods", "Pod", i => Named($"p{i}", Json($",'status':{States.Ready}"), "\"a\":\"b\""), Bytes / 2, 2),
        ]);
        yield return ("Deployments without pods", [Items("deployments", "Deployment", i => Named($"d{i}", ",\"spec\":{\"replicas\":1}"))]);
        yield return ("one Deployment with very many variables",
        [
            Answer("deployments", $"{{\"kind\":\"DeploymentList\",\"items\":[{Named("d", Variables())}]}}", 1),
            Items("services", "Service", i => Named($"s{i}", ",\"spec\":{\"ports\":[{\"port\":80}]}"), Bytes / 8, 2),
        ]);
        yield return ("warnings about pods that are gone",
        [
            Items("events", "Event", i => Named($"e{i}", Warning(i))),
            Items("deployments", "Deployment", i => Named($"d{i}", ",\"spec\":{\"replicas\":1}"), Bytes / 8, 2),
        ]);
        yield return ("lines of one character", [Log("a\n")]);
        yield return ("lines that nearly match",
            [Log("2026-03-02T09:57:00Z ERROR connection database host connection database host connection database host\n")]);
        yield return ("a line of 8 MiB", [Log("ERROR connection ")]);
    }

    private static string Warning(int i) => Json(",'type':'Warning','reason':'Failed','message':'m','involvedObject':{'kind':'Pod',")
        + Json($"'namespace':'shop','name':'d{i % 500}-7d4b9c-{i:00000}'}}");

    private static Evidence Items(string resource, string kind, Func<int, string> item, int bytes = Bytes, int id = 1)
    {
        var text = new StringBuilder($"{{\"kind\":\"{kind}List\",\"items\":[");
        for (var i = 0; text.Length < bytes; i++) text.Append(i == 0 ? "" : ",").Append(item(i));
        return Answer(resource, text.Append("]}").ToString(), id);
    }

    private static Evidence Answer(string resource, string content, int id) =>
        Of(new Query { Verb = QueryVerb.List, Resource = resource, Namespace = "shop" }, content, id);

    private static Evidence Log(string line)
    {
        var text = new StringBuilder();
        while (text.Length < Bytes) text.Append(line);
        return Of(new Query { Verb = QueryVerb.Logs, Namespace = "shop", Name = "p0" }, text.ToString(), 1);
    }

    private static Evidence Of(Query query, string content, int id) => new($"ev_{id}", new QueryResult
    {
        Query = query,
        Outcome = QueryOutcome.Success,
        Content = content,
        CollectedAt = TestCluster.Now,
    });

    private static string Variables()
    {
        var text = new StringBuilder(",\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\",\"env\":[");
        for (var i = 0; text.Length < Bytes; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(Json($"{{'name':'V{i}_HOST','value':'h{i}:80'}}"));
        }

        return text.Append("]}]}}}").ToString();
    }

    private static string Named(string name, string more, string labels = "") =>
        $"{{\"metadata\":{{\"name\":\"{name}\",\"namespace\":\"shop\",\"labels\":{{{labels}}}}}{more}}}";

    private static string Json(string text) => text.Replace('\'', '"');
}

using OpsWorker.Core.Clusters;
using OpsWorker.Core.Queries;

namespace OpsWorker.Pipeline.Tests.World;

/// <summary>A cluster with one Deployment whose image does not exist, and the answers of its agent.</summary>
internal static class TinyCluster
{
    public const string Namespace = "shop";
    public const string Name = "checkout";
    public const string Container = "web";
    public const string Image = "registry.example/checkout:v9";

    private const string Pods =
        """
        {"kind":"PodList","apiVersion":"v1","items":[{
          "metadata":{"name":"checkout-1","namespace":"shop"},
          "spec":{"containers":[{"name":"web","image":"registry.example/checkout:v9"}]},
          "status":{"phase":"Pending","containerStatuses":[{"name":"web","ready":false,"restartCount":0,
            "state":{"waiting":{"reason":"ErrImagePull","message":"registry.example/checkout:v9: not found"}}}]}}]}
        """;

    private const string Deployment =
        """
        {"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"checkout","namespace":"shop"},
         "spec":{"replicas":1,"selector":{"matchLabels":{"app":"checkout"}},
           "template":{"spec":{"containers":[{"name":"web","image":"registry.example/checkout:v9"}]}}},
         "status":{}}
        """;

    /// <summary>The agent's result for a command.</summary>
    public static AgentResult Answer(AgentCommand command, DateTimeOffset now) => new()
    {
        CommandId = command.Id,
        ClusterId = command.ClusterId,
        InvestigationId = command.InvestigationId,
        EntryNumber = command.EntryNumber,
        AgentVersion = "0.1.0",
        Content = Content(command, now),
    };

    public static byte[] Content(AgentCommand command, DateTimeOffset now) =>
        QueryResultsCodec.Pack([.. command.Queries.Select(query => Answer(query, now))]);

    private static QueryResult Answer(Query query, DateTimeOffset now)
    {
        var content = query switch
        {
            { Verb: QueryVerb.List, Resource: "pods", Namespace: Namespace } => Pods,
            { Verb: QueryVerb.Get, Resource: "deployments", Namespace: Namespace, Name: Name } => Deployment,
            _ => "",
        };
        return new QueryResult
        {
            Query = query,
            Outcome = content.Length > 0 ? QueryOutcome.Success : QueryOutcome.NoData,
            Content = content,
            CollectedAt = now,
        };
    }
}

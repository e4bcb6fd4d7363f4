using OpsWorker.Core.Findings;
using OpsWorker.Testing;

namespace OpsWorker.Scenarios.Catalogue;

/// <summary>Clusters of which only a part can be read: what is left decides, or nothing is said.</summary>
internal static class PartialScenarios
{
    public static IEnumerable<Scenario> All =>
    [
        new("s-801", [CauseCode.SecretMissing], "tern", Waiting().Without("events").Without("secrets")),
        new("s-802", [CauseCode.SecretMissing], "tern", Waiting()) { Forbidden = ["secrets", "configmaps", "nodes"] },
        new("s-803", [CauseCode.ApplicationCrash], "tern", Crashing()) { Forbidden = ["pods/log", "events"] },
        new("s-804", [CauseCode.ServiceSelectorMismatch], "tern", Town.Without("tern").Deployment("tern", Town.Spec()).Pod("tern", States.Ready).Service("tern", selector: "{'app':'terns'}")
            .Without("endpoints").Without("nodes").Without("probes").Without("logs")),
        new("s-805", [CauseCode.NotFound, CauseCode.ClusterUnreachable], null, Town.Without()) { Forbidden = ["pods", "deployments", "events", "services", "pods/log"] },
        new("s-806", [CauseCode.NotFound], null, Town.Without().Check("heron.shop.svc:8080", false, "timed out").Without("endpointslices")) { Forbidden = ["networkpolicies", "pods/log"] },
        new("s-807", [CauseCode.ImageReferenceInvalid], "tern", Town.Without("tern").Deployment("tern", Town.Spec()).Service("tern")
            .Pod("tern", States.Waiting("ImagePullBackOff", "Back-off pulling image \"registry.example.org/team/app:2.4.1\": ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image \"registry.example.org/team/app:2.4.1\": not found"))
            .Without("events").Without("deployments").Without("replicasets")),
        new("s-808", [CauseCode.DatabaseCredentialsInvalid], "tern", Town.Without("tern").Deployment("tern", Town.Spec()).Service("tern").Pod("tern", States.NotReady)
            .Logs("tern", "FATAL:  password authentication failed for user \"tern\"", "FATAL:  password authentication failed for user \"tern\"")) { Forbidden = ["nodes", "secrets", "configmaps", "events", "resourcequotas"] },
        new("s-809", [CauseCode.NotFound, CauseCode.Healthy], null, Town.Without()) { Forbidden = ["secrets", "configmaps", "persistentvolumes", "endpoints"] },
    ];

    private static TestCluster Waiting() => Town.Without("tern")
        .Deployment("tern", Town.Spec(env: "{'name':'KEY','valueFrom':{'secretKeyRef':{'name':'tern-login','key':'k'}}}")).Service("tern")
        .Pod("tern", States.Waiting("CreateContainerConfigError", "secret \"tern-login\" not found"))
        .PodEvent("tern", "Failed", "Error: secret \"tern-login\" not found");

    private static TestCluster Crashing() => Town.Without("tern").Deployment("tern", Town.Spec()).Service("tern").Pod("tern", States.Crashing())
        .Logs("tern", "panic: assignment to entry in nil map");
}

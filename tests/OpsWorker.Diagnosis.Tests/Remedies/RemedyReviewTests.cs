using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Remedies;

public sealed class RemedyReviewTests
{
    private const string Panic = "panic: no such table";

    [Fact]
    public void A_crash_that_began_with_a_revision_is_undone_first_and_the_change_is_shown()
    {
        var remedy = Revised("2026-03-02T09:53:00Z").ShouldFind(CauseCode.ApplicationCrash, "web").Finding.Remedy;

        remedy.Commands[0].ShouldBe("kubectl rollout undo deployment/web -n shop");
        remedy.Changed.ShouldBe([new ChangedField("containers[main].image", "app:1", "app:2")]);
        remedy.Text.ShouldStartWith(
            "It began with revision 2, which changed containers[main].image (app:1 → app:2): return to revision 1.");
    }

    [Fact]
    public void A_revision_of_days_ago_is_not_undone()
    {
        var remedy = Revised("2026-02-25T09:53:00Z").ShouldFind(CauseCode.ApplicationCrash, "web").Finding.Remedy;

        remedy.Commands.ShouldNotContain(c => c.Contains("undo", StringComparison.Ordinal));
        remedy.Changed.ShouldBeEmpty();
    }

    [Fact]
    public void A_workload_with_one_revision_has_nothing_to_return_to() => new TestCluster().Deployment("web")
        .Pod("web", States.Crashing()).PreviousLogs("web", Panic).ShouldFind(CauseCode.ApplicationCrash, "web")
        .Finding.Remedy.Commands.ShouldNotContain(c => c.Contains("rollout", StringComparison.Ordinal));

    [Fact]
    public void The_log_of_a_previous_run_is_shown_only_after_a_restart()
    {
        Commands(States.Crashing()).ShouldContain(c => c.EndsWith("-c main --previous", StringComparison.Ordinal));
        Commands(States.Crashing(restarts: 0).Replace("lastState", "before", StringComparison.Ordinal))
            .ShouldNotContain(c => c.Contains("--previous", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("'annotations':{'argocd.argoproj.io/tracking-id':'orders:apps/Deployment:shop/web'}", "Argo CD application orders",
        "argocd app diff orders")]
    [InlineData("'labels':{'kustomize.toolkit.fluxcd.io/name':'apps','kustomize.toolkit.fluxcd.io/namespace':'flux-system'}",
        "Flux Kustomization apps", "flux suspend kustomization apps -n flux-system")]
    [InlineData("'annotations':{'meta.helm.sh/release-name':'orders','meta.helm.sh/release-namespace':'shop'}",
        "Helm release orders", "helm history orders -n shop")]
    [InlineData("'ownerReferences':[{'kind':'Postgresql','name':'orders','controller':true}]", "Postgresql orders",
        "kubectl edit postgresql/orders -n shop")]
    public void Who_sets_a_change_back_is_named_with_its_own_command(string metadata, string owner, string command)
    {
        var remedy = Owned(metadata).ShouldFind(CauseCode.OutOfMemory, "web").Finding.Remedy;

        remedy.Warning.ShouldNotBeNull().ShouldContain(owner);
        remedy.Commands.ShouldContain(command);
    }

    [Fact]
    public void What_nobody_owns_has_no_warning() =>
        Owned("'labels':{'app':'web'}").ShouldFind(CauseCode.OutOfMemory, "web").Finding.Remedy.Warning.ShouldBeNull();

    [Fact]
    public void A_check_shows_whether_it_worked() => Owned("'labels':{'app':'web'}").ShouldFind(CauseCode.OutOfMemory, "web")
        .Finding.Remedy.Checks.ShouldBe(["kubectl rollout status deployment/web -n shop --timeout=5m"]);

    [Fact]
    public void Twice_the_limit_is_set_where_a_container_was_killed_at_it() =>
        Owned("'labels':{'app':'web'}").ShouldFind(CauseCode.OutOfMemory, "web")
        .Finding.Remedy.Commands.ShouldContain("kubectl set resources deployment/web -n shop -c main --limits=memory=256Mi");

    [Fact]
    public void A_workload_is_scaled_to_the_replicas_that_it_had() => new TestCluster().Deployment("web", replicas: 0).Service("web")
        .Event("Deployment", "web", "ScalingReplicaSet", "Scaled down replica set web-7d4b9c to 0 from 3", type: "Normal")
        .ShouldFind(CauseCode.ScaledToZero, "web").Finding.Remedy.Commands.ShouldBe(["kubectl scale deployment/web -n shop --replicas=3"]);

    [Fact]
    public void A_selector_is_set_to_the_labels_of_the_workload() =>
        new TestCluster().Healthy("web").Service("web", selector: "{'app':'wbe'}")
        .ShouldFind(CauseCode.ServiceSelectorMismatch, "web")
            .Finding.Remedy.Commands[0].ShouldBe("kubectl set selector service/web -n shop app=web");

    [Fact]
    public void A_target_port_is_set_to_the_only_one_that_the_pods_declare() =>
        new TestCluster().Healthy("web").Service("web", targetPort: "'metrics'")
        .ShouldFind(CauseCode.ServicePortMismatch, "web").Finding.Remedy.Commands[0]
        .ShouldBe("kubectl patch service/web -n shop --type json -p "
            + "'[{\"op\":\"replace\",\"path\":\"/spec/ports/0/targetPort\",\"value\":8080}]'");

    [Fact]
    public void The_keys_that_a_template_reads_are_in_the_command_that_creates_the_Secret() => new TestCluster()
        .Deployment("web", "{'containers':[{'name':'main','image':'app:1','env':["
            + "{'name':'A','valueFrom':{'secretKeyRef':{'name':'db','key':'user'}}},"
            + "{'name':'B','valueFrom':{'secretKeyRef':{'name':'db','key':'password'}}}]}]}")
        .Add("secrets", "Secret", "other", "{}")
        .Pod("web", States.Waiting("CreateContainerConfigError", "secret \"db\" not found"))
        .ShouldFind(CauseCode.SecretMissing, "web").Finding.Remedy.Commands[0]
        .ShouldBe("kubectl create secret generic db -n shop --from-literal=user=VALUE --from-literal=password=VALUE");

    [Theory]
    [InlineData("pods", "", "web-list-pods", "pods")]
    [InlineData("deployments", "apps", "web-list-deployments", "deployments.apps")]
    [InlineData("pods/log", "", "web-list-pods-log", "pods/log")]
    [InlineData("deployments/scale", "apps", "web-list-deployments-scale", "deployments.apps/scale")]
    public void A_refused_permission_is_granted_by_a_role_of_that_verb_and_resource(
        string resource, string group, string role, string granted) =>
        new TestCluster().Deployment("web").Pod("web", States.Crashing())
        .PreviousLogs("web", $"x is forbidden: User \"system:serviceaccount:shop:web\" cannot list resource \"{resource}\" "
            + $"in API group \"{group}\" in the namespace \"shop\"")
        .ShouldFind(CauseCode.RbacForbidden, "web").Finding.Remedy.Commands.Take(2).ShouldBe(
        [
            $"kubectl create role {role} -n shop --verb=list --resource={granted}",
            $"kubectl create rolebinding {role} -n shop --role={role} --serviceaccount=shop:web",
        ]);

    [Fact]
    public void The_host_of_a_configured_address_is_corrected_and_neither_its_scheme_nor_its_path() =>
        new TestCluster().Healthy("redis1", 6379).Healthy("web", podSpec:
            "{'containers':[{'name':'main','image':'app:1','env':[{'name':'CACHE','value':'redis://redis:6379/redis'}]}]}")
        .Logs("web", "dial tcp: lookup redis: no such host", "dial tcp: lookup redis: no such host")
        .ShouldFind(CauseCode.ServiceAddressWrong, "web").Finding.Remedy.Commands[0]
        .ShouldBe("kubectl set env deployment/web -n shop -c main CACHE=redis://redis1:6379/redis");

    [Fact]
    public void The_only_node_is_not_drained() =>
        new TestCluster(withNode: false).Node("worker-a", ready: "Unknown")
            .ShouldFind(CauseCode.KubeletUnavailable, "worker-a", new() { ["node"] = "worker-a" })
            .Finding.Remedy.Commands.ShouldNotContain(c => c.Contains("drain", StringComparison.Ordinal));

    [Fact]
    public void A_node_beside_others_is_drained() =>
        new TestCluster().Node("worker-b", ready: "Unknown")
            .ShouldFind(CauseCode.KubeletUnavailable, "worker-b", new() { ["node"] = "worker-b" })
            .Finding.Remedy.Commands.ShouldContain(c => c.StartsWith("kubectl drain worker-b", StringComparison.Ordinal));

    private static IReadOnlyList<string> Commands(string status) => new TestCluster().Deployment("web").Pod("web", status)
        .PreviousLogs("web", Panic).Logs("web", Panic).Diagnose().Causes[0].Finding.Remedy.Commands;

    private static TestCluster Owned(string metadata) => new TestCluster()
        .Deployment("web", "{'containers':[{'name':'main','image':'app:1','resources':{'limits':{'memory':'128Mi'}}}]}")
        .Pod("web", States.Crashing(137, "OOMKilled"))
        .Add("deployments", "Deployment", "web",
            $"{{'metadata':{{{metadata}}},'spec':{{'replicas':1,'selector':{{'matchLabels':{{'app':'web'}}}},"
            + "'template':{'metadata':{'labels':{'app':'web'}},'spec':{'containers':[{'name':'main','image':'app:1',"
            + "'resources':{'limits':{'memory':'128Mi'}}}]}}}}");

    private static TestCluster Revised(string at) =>
        new TestCluster().Deployment("web").Pod("web", States.Crashing()).PreviousLogs("web", Panic)
        .Add("replicasets", "ReplicaSet", "web-5f6c8d", Set(1, "2026-02-20T08:00:00Z", "app:1"))
        .Add("replicasets", "ReplicaSet", "web-7d4b9c", Set(2, at, "app:2"));

    private static string Set(int revision, string at, string image) =>
        $"{{'metadata':{{'ownerReferences':[{{'kind':'Deployment','name':'web','controller':true}}],'creationTimestamp':'{at}',"
        + $"'annotations':{{'deployment.kubernetes.io/revision':'{revision}'}}}},"
        + "'spec':{'template':{'metadata':{'labels':{'app':'web'}},"
        + $"'spec':{{'containers':[{{'name':'main','image':'{image}'}}]}}}}}}}}";
}

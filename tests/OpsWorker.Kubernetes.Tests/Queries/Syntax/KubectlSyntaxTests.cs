using OpsWorker.Kubernetes.Queries.Syntax;

namespace OpsWorker.Kubernetes.Tests.Queries.Syntax;

public sealed class KubectlSyntaxTests
{
    [Theory]
    [InlineData("kubectl get pods -n shop", "kubectl get pods -n shop")]
    [InlineData("get po", "kubectl get pods -n default")]
    [InlineData("get deploy web -n shop -o yaml", "kubectl get deployments web -n shop")]
    [InlineData("get pods -A", "kubectl get pods -A")]
    [InlineData("-n shop get Pods", "kubectl get pods -n shop")]
    [InlineData("get nodes", "kubectl get nodes -A")]
    [InlineData("get node/node-1 -n shop", "kubectl get nodes node-1")]
    [InlineData(
        "get pods --namespace=shop -lapp=web --field-selector=status.phase=Running",
        "kubectl get pods -n shop -l app=web --field-selector status.phase=Running")]
    [InlineData("get pods -n shop -l 'app in (a,b),tier!=x'", "kubectl get pods -n shop -l 'app in (a,b),tier!=x'")]
    [InlineData("get virtualservices.networking.istio.io -n shop", "kubectl get virtualservices.networking.istio.io -n shop")]
    [InlineData("logs web-1 -n shop", "kubectl logs web-1 -n shop")]
    [InlineData("logs deploy/api -n shop --previous --tail 200", "kubectl logs deployments/api -n shop --previous --tail 200")]
    [InlineData("logs web-1 server -n shop -p --since=1h30m --tail=-1", "kubectl logs web-1 -n shop -c server --previous --since 5400s")]
    [InlineData("logs -n shop -l app=web --timestamps --all-containers", "kubectl logs -n shop -l app=web --timestamps")]
    [InlineData("logs web-1 -n shop --match 'error|panic: .*$'", "kubectl logs web-1 -n shop --match 'error|panic: .*$'")]
    [InlineData("top pods -n shop", "kubectl top pods -n shop")]
    [InlineData("top node node-1", "kubectl top nodes node-1")]
    [InlineData(
        "events -n shop --for pod/web-1 --types Warning",
        "kubectl get events -n shop --field-selector involvedObject.kind=Pod,involvedObject.name=web-1,type=Warning")]
    [InlineData("rollout status deploy/web -n shop", "kubectl get deployments web -n shop")]
    [InlineData("api-resources", "kubectl api-resources")]
    [InlineData("version", "kubectl version")]
    [InlineData("probe tcp://web.shop.svc:80", "kubectl probe tcp://web.shop.svc:80")]
    [InlineData("discover servicegraph", "kubectl discover servicegraph")]
    [InlineData("discover baseline -n shop", "kubectl discover baseline -n shop")]
    public void A_command_becomes_a_query(string typed, string query) =>
        Command(typed).Queries.ShouldHaveSingleItem().ToString().ShouldBe(query);

    [Fact]
    public void Several_names_or_types_become_several_queries()
    {
        Command("get pods a b -n shop").Queries.Select(q => q.Name).ShouldBe(["a", "b"]);
        Command("get pods,svc -n shop").Queries.Select(q => q.Resource).ShouldBe(["pods", "services"]);
        Command("get pod/a svc/b -n shop").Queries.Select(q => $"{q.Resource}/{q.Name}").ShouldBe(["pods/a", "services/b"]);
        Command("get all -n shop").Queries.Count.ShouldBe(10);
    }

    [Fact]
    public void Describe_asks_for_the_events_too() =>
        Command("describe pod web-1 -n shop").Queries.Select(q => q.ToString()).ShouldBe(
        [
            "kubectl get pods web-1 -n shop",
            "kubectl get events -n shop --field-selector involvedObject.kind=Pod,involvedObject.name=web-1",
        ]);

    [Fact]
    public void The_history_of_a_rollout_is_read_from_its_revisions()
    {
        Command("rollout history deployment web -n shop").Queries[1].Resource.ShouldBe("replicasets");
        Command("rollout history sts/db -n shop").Queries[1].Resource.ShouldBe("controllerrevisions");
    }

    [Theory]
    [InlineData("wide", KubectlOutput.Wide)]
    [InlineData("yaml", KubectlOutput.Yaml)]
    [InlineData("json", KubectlOutput.Json)]
    [InlineData("name", KubectlOutput.Name)]
    public void The_output_format_is_parsed(string typed, KubectlOutput output) => Command($"get pods -o {typed}").Output.ShouldBe(output);

    [Theory]
    [InlineData("delete pod web-1", "delete")]
    [InlineData("apply -f x.yaml", "-f")]
    [InlineData("exec web-1 -- sh", "--")]
    [InlineData("scale deploy/web --replicas=0", "--replicas=0")]
    [InlineData("patch pod web-1", "patch")]
    [InlineData("rollout restart deploy/web", "restart")]
    [InlineData("rollout undo deploy/web", "undo")]
    [InlineData("get pods; rm", ";")]
    [InlineData("get pods | grep x", "|")]
    [InlineData("get pods && reboot", "&")]
    [InlineData("get pods > /tmp/x", ">")]
    [InlineData("get pods $(id)", "$")]
    [InlineData("get pods `id`", "`")]
    [InlineData("get pods \"$(id)\"", "$")]
    [InlineData("get pods *", "*")]
    [InlineData("get pods\nget secrets", "\\u000a")]
    [InlineData("get pods 'x", "'")]
    [InlineData("get pods -w", "-w")]
    [InlineData("get --raw /api/v1/secrets", "--raw")]
    [InlineData("get pods --kubeconfig /x", "--kubeconfig")]
    [InlineData("get pods --as=admin", "--as=admin")]
    [InlineData("get pods -o go-template=x", "go-template=x")]
    [InlineData("get pods -n Shop", "Shop")]
    [InlineData("get pods -n", "-n")]
    [InlineData("get pods -n a -n b", "-n")]
    [InlineData("get pods web-1 -A", "web-1")]
    [InlineData("get pods web-1 -l app=x", "web-1")]
    [InlineData("get pods ../secrets", "../secrets")]
    [InlineData("get pod/a/b", "a/b")]
    [InlineData("get pods/..", "..")]
    [InlineData("get", "get")]
    [InlineData("get pods -l 'a=('", "a=(")]
    [InlineData("logs", "logs")]
    [InlineData("logs web-1 -f", "-f")]
    [InlineData("logs web-1 --tail many", "many")]
    [InlineData("logs web-1 --since 5", "5")]
    [InlineData("logs web-1 --since 0s", "0s")]
    [InlineData("top deployments", "deployments")]
    [InlineData("version --output=custom", "custom")]
    [InlineData("", "")]
    public void An_unsupported_command_is_refused_with_the_word(string typed, string word)
    {
        var refused = KubectlSyntax.Parse(typed).ShouldBeOfType<KubectlParse.Refused>();

        refused.Word.ShouldBe(word);
        refused.Reason.ShouldEndWith(".");
    }

    private static KubectlCommand Command(string typed)
    {
        var parse = KubectlSyntax.Parse(typed);
        return parse.ShouldBeOfType<KubectlParse.Accepted>((parse as KubectlParse.Refused)?.Reason).Command;
    }
}

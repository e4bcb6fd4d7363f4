using OpsWorker.Testing.Clusters;

namespace OpsWorker.Scenarios.Remedies;

/// <summary>The judge itself, on commands of kubectl's reference.</summary>
public sealed class CommandValidatorTests
{
    private static readonly CommandValidator s_validator = new(Objects());

    [Theory]
    [InlineData("kubectl describe deployment/web -n shop")]
    [InlineData("kubectl get pods -n shop --show-labels")]
    [InlineData("kubectl logs pod/web-7d4b9c-00001 -n shop -c main --previous")]
    [InlineData("kubectl rollout status deployment/web -n shop --timeout=5m")]
    [InlineData("kubectl set image deployment/web -n shop main=app:2")]
    [InlineData("kubectl set resources deployment/web -n shop -c main --limits=memory=256Mi")]
    [InlineData("kubectl patch service/web -n shop --type json -p '[{\"op\":\"remove\",\"path\":\"/spec/ports/0/targetPort\"}]'")]
    [InlineData("kubectl scale deployment/web -n shop --replicas=2")]
    [InlineData("kubectl create configmap other -n shop --from-literal=key=VALUE")]
    [InlineData("kubectl replace --force -f MANIFEST")]
    [InlineData("helm history web -n shop")]
    public void Commands_that_would_succeed_are_good(string command) => s_validator.Problem(command).ShouldBeNull();

    [Theory]
    [InlineData("kubectl remove pod/web")]
    [InlineData("kubectl get pods --all")]
    [InlineData("kubectl describe deployment/other -n shop")]
    [InlineData("kubectl describe deployment/web")]
    [InlineData("kubectl describe node/worker-a -n shop")]
    [InlineData("kubectl logs pod/web-7d4b9c-00001 -n shop -c other")]
    [InlineData("kubectl logs pod/db-7d4b9c-00001 -n shop --previous")]
    [InlineData("kubectl rollout undo deployment/web -n shop")]
    [InlineData("kubectl rollout undo job/web -n shop")]
    [InlineData("kubectl edit pod/web-7d4b9c-00001 -n shop")]
    [InlineData("kubectl set image deployment/web -n shop other=app:2")]
    [InlineData("kubectl set resources deployment/web -n shop --limits=memory=much")]
    [InlineData("kubectl patch service/web -n shop --type json -p '[{\"op\":\"remove\",\"path\":\"/spec/ports/7\"}]'")]
    [InlineData("kubectl patch deployment/web -n shop -p '{\"spec\":{\"selector\":{}}'")]
    [InlineData("kubectl patch statefulset/x -n shop --type merge -p '{\"spec\":{\"volumeClaimTemplates\":[]}}'")]
    [InlineData("kubectl drain worker-a --ignore-daemonsets")]
    [InlineData("kubectl uncordon worker-a")]
    [InlineData("kubectl taint node/worker-a dedicated:NoSchedule-")]
    [InlineData("kubectl expose deployment/web -n shop")]
    [InlineData("kubectl get pods -n shop; reboot")]
    [InlineData("reboot")]
    public void Commands_that_would_fail_have_a_problem(string command) => s_validator.Problem(command).ShouldNotBeNull();

    private static CaseObjects Objects()
    {
        var cluster = new TestCluster().Deployment("web").Pod("web", States.Crashing()).Service("web").Healthy("db");
        cluster.Diagnose();
        return new CaseObjects(cluster.State);
    }
}

using CsCheck;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Testing;

namespace OpsWorker.Diagnosis.Tests.Remedies;

public sealed class KubectlCommandTests
{
    [Fact]
    public async Task Valid_names_give_the_command_that_was_meant()
    {
        var web = new ObjectReference("Deployment", "shop", "web");
        KubectlCommand[] commands =
        [
            Kubectl.Describe(web), Kubectl.Edit(web), Kubectl.Get(web), Kubectl.Logs(new("Pod", "shop", "web-1"), "app", previous: true),
            Kubectl.Undo(web), Kubectl.Scale(web, 1), Kubectl.DescribeNode("worker-1.example.org"), Kubectl.DescribeNode(null),
            Kubectl.Uncordon(null), Kubectl.Drain("worker-1"), Kubectl.List("pods", "shop", "--show-labels"),
            Kubectl.RunOnce(new("CronJob", "shop", "report")), Kubectl.CreatePullSecret("regcred", "shop"),
            Kubectl.Describe(new("ClusterRoleBinding", null, "system:Node")), Kubectl.OnNode("worker-1", "timedatectl"),
        ];
        string[] expected =
        [
            "kubectl describe deployment/web -n shop", "kubectl edit deployment/web -n shop",
            "kubectl get deployment/web -n shop -o yaml",
            "kubectl logs pod/web-1 -n shop -c app --previous", "kubectl rollout undo deployment/web -n shop",
            "kubectl scale deployment/web -n shop --replicas=1", "kubectl describe node/worker-1.example.org",
            "kubectl describe node/NODE",
            "kubectl uncordon NODE", "kubectl drain worker-1 --ignore-daemonsets --delete-emptydir-data",
            "kubectl get pods -n shop --show-labels",
            "kubectl create job --from=cronjob/report report-once -n shop",
            "kubectl create secret docker-registry regcred -n shop "
            + "--docker-server=SERVER --docker-username=USER --docker-password=PASSWORD",
            "kubectl describe clusterrolebinding/system:Node",
            "kubectl debug node/worker-1 -it --image=busybox -- chroot /host timedatectl",
        ];

        commands.Select(c => c.ToString()).ShouldBe(expected);
        (await PosixShell.WordsAsync(expected)).ShouldBe(expected.Select(e => e.Split(' ')));
    }

    [Fact]
    public void A_name_that_is_not_valid_leaves_the_command_out_and_is_named_in_the_text()
    {
        var remedy = SafeRemedy.Of(
            "Create the pull Secret.",
            [Kubectl.CreatePullSecret("regcred --dry-run=client; echo pwned #", "shop"), Kubectl.Edit(new("Deployment", "shop", "web"))]);

        remedy.Commands.ShouldBe(["kubectl edit deployment/web -n shop"]);
        remedy.Text.ShouldBe(
            "Create the pull Secret. A command is left out: 'regcred --dry-run=client; echo pwned #' is not a valid name of a Secret.");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void The_log_of_a_container_without_a_name_is_read_without_the_flag(string? container)
    {
        var command = Kubectl.Logs(new("Pod", "shop", "web-1"), container);

        command.ToString().ShouldBe("kubectl logs pod/web-1 -n shop");
        command.ContainerName.ShouldBeNull();
    }

    [Theory]
    [InlineData("Pod", "shop", "web\n")]
    [InlineData("Pod", "shop", "-web")]
    [InlineData("Pod", "shop", "Web")]
    [InlineData("Pod", "shop", "web..1")]
    [InlineData("Pod", "shop", "a:b")]
    [InlineData("Pod", "shop.x", "web")]
    [InlineData("Pod", "", "web")]
    [InlineData("Pod;id", "shop", "web")]
    [InlineData("ClusterRole", null, "a/b")]
    public void What_Kubernetes_would_not_accept_is_refused(string kind, string? ns, string name)
    {
        var command = Kubectl.Edit(new ObjectReference(kind, ns, name));

        command.Refusal.ShouldNotBeNull();
        command.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Names_of_the_longest_length_are_accepted_and_longer_ones_refused()
    {
        Kubectl.Edit(new("Pod", new string('n', 63), new string('a', 253))).Refusal.ShouldBeNull();
        Kubectl.Edit(new("Pod", "shop", new string('a', 254))).Refusal.ShouldNotBeNull();
        Kubectl.Edit(new("Pod", new string('n', 64), "web")).Refusal.ShouldNotBeNull();
        Kubectl.RunOnce(new("CronJob", "shop", new string('a', 200))).ToString().ShouldContain(" " + new string('a', 58) + "-once ");
    }

    [Fact]
    public async Task Whatever_names_are_a_shell_reads_exactly_the_words_that_were_meant()
    {
        var names = Gen.OneOf(HostileText.Name, Gen.OneOf("web", "db-0", "report", "worker-1.example.org"));
        await Gen.Select(names, names, names).HoldsAsync(
            async drawn =>
            {
                var (name, ns, container) = drawn;
                var item = new ObjectReference("Pod", ns, name);
                (KubectlCommand Command, string[] Words)[] meant =
                [
                    (Kubectl.Describe(item), ["kubectl", "describe", $"pod/{name}", "-n", ns]),
                    (Kubectl.Logs(item, container, true),
                        ["kubectl", "logs", $"pod/{name}", "-n", ns, .. ContainerFlag(container), "--previous"]),
                    (Kubectl.Undo(new("StatefulSet", ns, name)), ["kubectl", "rollout", "undo", $"statefulset/{name}", "-n", ns]),
                    (Kubectl.Uncordon(name), ["kubectl", "uncordon", name]),
                    (Kubectl.CreateServiceAccount(name, ns), ["kubectl", "create", "serviceaccount", name, "-n", ns]),
                    (Kubectl.List("pods", ns, "-o", "wide"), ["kubectl", "get", "pods", "-n", ns, "-o", "wide"]),
                ];
                var given = meant.Where(m => m.Command.Refusal is null).ToList();

                (await PosixShell.WordsAsync([.. given.Select(g => g.Command.ToString())])).ShouldBe(given.Select(g => g.Words));
                foreach (var refused in meant.Except(given)) refused.Command.ToString().ShouldBeEmpty();
            },
            iter: 150);
    }

    private static string[] ContainerFlag(string container) => container.Length > 0 ? ["-c", container] : [];
}

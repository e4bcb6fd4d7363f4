using OpsWorker.Core.Access;
using OpsWorker.Core.Commands;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Commands;
using OpsWorker.Testing;

namespace OpsWorker.Operator.Tests;

/// <summary>Commands from their request to the change in the cluster, with the hub and the Operator as they are.</summary>
public sealed class CommandTests : IAsyncLifetime
{
    private OperatorWorld _world = null!;

    private static CancellationToken Cancel => OperatorWorld.Cancel;

    public async ValueTask InitializeAsync() => _world = await OperatorWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData("Deployment")]
    [InlineData("StatefulSet")]
    [InlineData("DaemonSet")]
    public async Task A_restart_without_approvals_is_previewed_and_executed(string kind)
    {
        _world.PutWorkload(kind);

        var command = await _world.Commands().RequestAsync(_world.Requester, _world.Restart(kind), Cancel);
        command.State.ShouldBe(CommandState.Pending);
        await _world.DeliverAsync();

        command = await _world.GetAsync(command.Id);
        command.State.ShouldBe(CommandState.Completed, command.Output);
        command.Preview!.Diff.ShouldContain(
            line => line.StartsWith(
                "spec.template.metadata.annotations[kubectl.kubernetes.io/restartedAt]: (none) -> ", StringComparison.Ordinal));
        var workload = await _world.WorkloadAsync(kind);
        workload["spec"]!["template"]!["metadata"]!["annotations"]!["kubectl.kubernetes.io/restartedAt"].ShouldNotBeNull();
        _world.Api.Writes.Select(w => w.Resource).ShouldBe(["secrets", kind.ToLowerInvariant() + "s", "events"]);
        _world.Api.Writes[^1].Body.ShouldContain("requested by ada: It holds stale connections.");
        (await ActionsAsync()).ShouldBe(["command.end", "command.request"]);
    }

    [Fact]
    public async Task A_scale_in_production_waits_for_an_approval_that_is_not_the_requesters()
    {
        var command = await _world.Commands().RequestAsync(_world.Admin, _world.Scale(5), Cancel);
        await Should.ThrowAsync<CommandRefusedException>(() => _world.Commands().ApproveAsync(_world.Approver, command.Id, Cancel));
        await _world.DeliverAsync();

        (await _world.GetAsync(command.Id)).State.ShouldBe(CommandState.Pending);
        (await Should.ThrowAsync<CommandRefusedException>(() => _world.Commands().ApproveAsync(_world.Admin, command.Id, Cancel)))
            .Message.ShouldBe("Nobody approves a command of their own.");
        await Should.ThrowAsync<AccessDeniedException>(() => _world.Commands().ApproveAsync(_world.Requester, command.Id, Cancel));
        (await ReplicasAsync()).ShouldBe(3);

        (await _world.Commands().ApproveAsync(_world.Approver, command.Id, Cancel))!.State.ShouldBe(CommandState.Approved);
        await _world.DeliverAsync();

        (await _world.GetAsync(command.Id)).State.ShouldBe(CommandState.Completed);
        (await ReplicasAsync()).ShouldBe(5);
        (await ActionsAsync()).ShouldBe(["access.deny", "command.approve", "command.end", "command.request"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_rejected_command_is_not_executed_and_cannot_be_approved()
    {
        var command = await PreviewedAsync(_world.Scale(5));

        (await _world.Commands().RejectAsync(_world.Approver, command.Id, "Not now.", Cancel))!.State.ShouldBe(CommandState.Rejected);
        await Should.ThrowAsync<CommandRefusedException>(() => _world.Commands().ApproveAsync(_world.Admin, command.Id, Cancel));
        await _world.DeliverAsync();

        (await ReplicasAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task Somebody_withdraws_their_own_command_and_nobody_elses_without_the_right_to_approve()
    {
        var command = await PreviewedAsync(_world.Scale(5));
        var colleague = _world.Requester with { Subject = "user:joan" };

        await Should.ThrowAsync<AccessDeniedException>(() => _world.Commands().RejectAsync(colleague, command.Id, null, Cancel));
        (await _world.Commands().RejectAsync(_world.Requester, command.Id, null, Cancel))!.State.ShouldBe(CommandState.Rejected);
    }

    [Fact]
    public async Task A_command_that_nobody_approves_expires()
    {
        var command = await PreviewedAsync(_world.Scale(5));

        _world.Clock.Advance(ClusterCommand.Lifetime);
        await Should.ThrowAsync<CommandRefusedException>(() => _world.Commands().ApproveAsync(_world.Approver, command.Id, Cancel));
        await _world.Sweep().SweepAsync(_world.Organisation, Cancel);

        (await _world.GetAsync(command.Id)).State.ShouldBe(CommandState.Expired);
        await _world.DeliverAsync();
        (await ReplicasAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task An_approval_that_reaches_the_Operator_after_the_expiry_changes_nothing()
    {
        var command = await PreviewedAsync(_world.Scale(5));
        await _world.Commands().ApproveAsync(_world.Approver, command.Id, Cancel);

        _world.Clock.Advance(ClusterCommand.Lifetime);
        await _world.DeliverAsync();

        (await _world.GetAsync(command.Id)).Output!.ShouldContain("expired");
        (await ReplicasAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task An_approval_is_void_once_the_object_was_changed_even_back_and_forth()
    {
        var command = await PreviewedAsync(_world.Scale(5));
        _world.PutWorkload(replicas: 4, generation: 2);
        _world.PutWorkload(replicas: 3, generation: 3);

        await _world.Commands().ApproveAsync(_world.Approver, command.Id, Cancel);
        await _world.DeliverAsync();

        command = await _world.GetAsync(command.Id);
        (command.State, command.StartedAt).ShouldBe((CommandState.Failed, null));
        command.Output!.ShouldContain("was changed since the dry run that was approved");
        (await ReplicasAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task A_status_that_a_controller_writes_voids_no_approval()
    {
        var command = await PreviewedAsync(_world.Scale(5));
        _world.PutWorkload();

        await _world.Commands().ApproveAsync(_world.Approver, command.Id, Cancel);
        await _world.DeliverAsync();

        (await _world.GetAsync(command.Id)).State.ShouldBe(CommandState.Completed);
    }

    [Fact]
    public async Task Two_approvals_come_from_two_people_of_the_role_that_the_policy_asks_for()
    {
        await PutPoliciesAsync(
            new ApprovalPolicy { Id = "two", Clusters = "environment=production", Approvals = 2, Role = AccessRole.Admin });
        var command = await PreviewedAsync(_world.Restart());

        await Should.ThrowAsync<CommandRefusedException>(() => _world.Commands().ApproveAsync(_world.Approver, command.Id, Cancel));
        for (var i = 0; i < 2; i++)
        {
            (await _world.Commands().ApproveAsync(_world.Admin, command.Id, Cancel))!.State.ShouldBe(CommandState.Pending);
        }

        var second = _world.Admin with { Subject = "user:edsger" };
        (await _world.Commands().ApproveAsync(second, command.Id, Cancel))!.State.ShouldBe(CommandState.Approved);
    }

    [Fact]
    public async Task Breaking_the_glass_takes_the_role_of_the_policy_and_stands_in_the_audit_log_and_the_Event()
    {
        var command = await PreviewedAsync(_world.Scale(5));

        await Should.ThrowAsync<CommandRefusedException>(
            () => _world.Commands().BreakGlassAsync(_world.Requester, command.Id, "Down.", Cancel));
        await _world.Commands().BreakGlassAsync(_world.Admin, command.Id, "Checkout is down.", Cancel);
        await _world.DeliverAsync();

        (await _world.GetAsync(command.Id)).State.ShouldBe(CommandState.Completed);
        (await ActionsAsync()).ShouldContain("command.break-glass");
        _world.Api.Writes[^1].Body.ShouldContain("executed without approval by alan: Checkout is down.");
    }

    [Fact]
    public async Task Nobody_breaks_the_glass_where_the_policy_names_no_role()
    {
        await PutPoliciesAsync(new ApprovalPolicy { Id = "all" });
        var command = await PreviewedAsync(_world.Restart());

        (await Should.ThrowAsync<CommandRefusedException>(
            () => _world.Commands().BreakGlassAsync(_world.Admin, command.Id, "Down.", Cancel))).Message.ShouldContain("nobody");
    }

    [Fact]
    public async Task A_paused_rollout_is_not_restarted()
    {
        _world.PutWorkload(paused: true);

        var command = await PreviewedAsync(_world.Restart());

        command.State.ShouldBe(CommandState.Failed);
        command.Output!.ShouldContain("kubectl -n shop rollout resume deployment/checkout");
    }

    [Fact]
    public async Task A_scale_warns_of_an_autoscaler_and_of_a_deployment_from_Git()
    {
        _world.PutWorkload(labels: """{"argocd.argoproj.io/instance": "shop"}""");
        _world.Api.Changes.Put("horizontalpodautoscalers", """
            {"metadata": {"name": "checkout", "namespace": "shop"},
             "spec": {"minReplicas": 2, "maxReplicas": 9,
                      "scaleTargetRef": {"kind": "Deployment", "name": "checkout", "apiVersion": "apps/v1"}}}
            """);

        var command = await PreviewedAsync(_world.Scale(0));

        command.Preview!.Diff.ShouldBe(["spec.replicas: 3 -> 0"]);
        command.Preview.Warnings.Count.ShouldBe(3);
        command.Preview.Warnings[0].ShouldContain("HorizontalPodAutoscaler checkout (2 to 9)");
        command.Preview.Warnings[1].ShouldContain("argocd.argoproj.io/instance");
    }

    [Fact]
    public async Task What_is_not_there_or_forbidden_fails_with_the_API_servers_words()
    {
        var missing = await PreviewedAsync(_world.Restart() with { Name = "missing" });
        missing.Output.ShouldBe("There is no Deployment shop/missing.");

        IReadOnlyList<StandInGrant> fewer = [.. OperatorWorld.Grants.Where(g => g is not { Resource: "deployments", Verb: "patch" })];
        _world.Api.Accounts[0] = _world.Api.Accounts[0] with { Grants = fewer };
        var forbidden = await PreviewedAsync(_world.Restart());
        forbidden.State.ShouldBe(CommandState.Failed);
        forbidden.Output!.ShouldContain("cannot patch deployments in the namespace \"shop\"");
    }

    [Fact]
    public async Task A_request_is_refused_where_the_Operator_lacks_capability_or_namespace_or_another_is_open()
    {
        _world.Capabilities = [OperatorCapabilities.KubernetesScale];
        await _world.ReportStatusAsync();
        (await RefusalAsync(_world.Restart())).ShouldContain("kubernetes.restart");

        _world.Namespaces = ["other"];
        await _world.ReportStatusAsync();
        (await RefusalAsync(_world.Scale(5))).ShouldContain("nothing in the namespace shop");

        _world.Namespaces = [];
        await _world.ReportStatusAsync();
        var open = await PreviewedAsync(_world.Scale(5));
        (await RefusalAsync(_world.Scale(6))).ShouldContain(open.Id);
    }

    private async Task<string> RefusalAsync(CommandDraft draft) =>
        (await Should.ThrowAsync<CommandRefusedException>(() => _world.Commands().RequestAsync(_world.Requester, draft, Cancel))).Message;

    private async Task<ClusterCommand> PreviewedAsync(CommandDraft draft)
    {
        var command = await _world.Commands().RequestAsync(_world.Requester, draft, Cancel);
        await _world.DeliverAsync();
        return await _world.GetAsync(command.Id);
    }

    private async Task PutPoliciesAsync(params ApprovalPolicy[] policies) => await _world.Store.ApprovalPolicies.TryPutAsync(
        new ApprovalPolicies
        {
            Organisation = _world.Organisation,
            Version = 1,
            ChangedAt = _world.Clock.GetUtcNow(),
            ChangedBy = "user:alan",
            Policies = policies,
        },
        Cancel);

    private async Task<int> ReplicasAsync() => (int)(await _world.WorkloadAsync())["spec"]!["replicas"]!;

    private async Task<IReadOnlyList<string>> ActionsAsync() =>
    [
        .. (await _world.Store.Audit.ListAsync(_world.Organisation, new(), Cancel)).Items
            .Select(e => e.Action).Order(StringComparer.Ordinal),
    ];
}

using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Commands;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Operator.Tests;

/// <summary>Orders of a hub or a queue that is in somebody else's hands.</summary>
public sealed class UntrustedOrderTests : IAsyncLifetime
{
    private OperatorWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await OperatorWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task An_order_that_another_key_signed_is_dropped_and_not_answered()
    {
        var forged = _world.Sign(await _world.OrderAsync(), CommandSignature.CreateKey());

        (await _world.HandleAsync(forged)).ShouldBeOfType<HandlerResult.Reject>().Reason.ShouldContain("signature");

        await ShouldHaveChangedNothingAsync(reports: 0);
    }

    [Fact]
    public async Task An_order_that_was_altered_is_dropped()
    {
        var order = await _world.OrderAsync();
        var signed = _world.Sign(order);
        OperatorCommand[] altered =
        [
            order with { Target = order.Target with { Name = "payments" } },
            order with { Operation = CommandOperation.Scale, Replicas = 0 },
            order with { ExpiresAt = order.ExpiresAt.AddDays(1) },
            order with { ClusterId = "cl_other" },
        ];

        foreach (var other in altered)
        {
            var message = signed with { Payload = JsonSerializer.Serialize(other, CoreJson.Default.OperatorCommand) };
            (await _world.HandleAsync(message)).ShouldBeOfType<HandlerResult.Reject>();
        }

        (await _world.HandleAsync(signed with { Payload = signed.Payload + " " })).ShouldBeOfType<HandlerResult.Reject>();
        (await _world.HandleAsync(signed with { Signature = [] })).ShouldBeOfType<HandlerResult.Reject>();
        await ShouldHaveChangedNothingAsync(reports: 0);
    }

    [Fact]
    public async Task An_order_for_another_cluster_is_dropped_though_it_is_signed()
    {
        var signed = _world.Sign(await _world.OrderAsync() with { ClusterId = "cl_other" });

        (await _world.HandleAsync(signed)).ShouldBeOfType<HandlerResult.Reject>().Reason.ShouldContain("cl_other");

        await ShouldHaveChangedNothingAsync(reports: 0);
    }

    [Fact]
    public async Task A_replayed_order_is_executed_once_however_often_and_late_it_comes()
    {
        var signed = _world.Sign(await _world.OrderAsync());
        await _world.HandleAsync(signed);
        var writes = _world.Api.Writes.Count;

        await _world.HandleAsync(signed);
        _world.Clock.Advance(TimeSpan.FromDays(1));
        await _world.HandleAsync(signed);

        _world.Api.Writes.Count.ShouldBe(writes);
        (await _world.TakeReportsAsync()).Select(r => r.Outcome).ShouldBe(
            [OperatorOutcome.Started, OperatorOutcome.Completed, OperatorOutcome.Completed, OperatorOutcome.Completed]);
    }

    [Fact]
    public async Task A_replayed_order_changes_nothing_after_others_changed_the_object()
    {
        var order = await _world.OrderAsync();
        await _world.HandleAsync(_world.Sign(order));
        for (var i = 0; i < 12; i++) await _world.HandleAsync(_world.Sign(await _world.OrderAsync()));
        var writes = _world.Api.Writes.Count;

        // Its id is no longer on the object, but the object is not the one that was approved.
        await _world.HandleAsync(_world.Sign(order));

        _world.Api.Writes.Count.ShouldBe(writes);
    }

    [Fact]
    public async Task A_stale_order_is_refused()
    {
        var order = await _world.OrderAsync();
        await _world.HandleAsync(_world.Sign(order with { ExpiresAt = _world.Clock.GetUtcNow() }));
        await _world.HandleAsync(_world.Sign(order with { Id = "cmd_2", ObjectState = null }));
        await _world.HandleAsync(_world.Sign(order with { Id = "cmd_3", ObjectState = "uid-1/9" }));

        await ShouldHaveChangedNothingAsync(reports: 3);
    }

    [Fact]
    public async Task A_hub_in_other_hands_that_has_the_key_is_held_to_capabilities_namespaces_and_kinds()
    {
        _world.Capabilities = [OperatorCapabilities.KubernetesScale];
        _world.Namespaces = ["shop"];
        var order = await _world.OrderAsync();
        var scale = order with { Operation = CommandOperation.Scale, Replicas = 5 };
        OperatorCommand[] orders =
        [
            order,
            scale with { Target = scale.Target with { Namespace = "kube-system" } },
            scale with { Target = scale.Target with { Namespace = null } },
            scale with { Target = scale.Target with { Kind = "DaemonSet" } },
            scale with { Target = scale.Target with { Kind = "Secret" } },
            scale with { Target = scale.Target with { Name = "../../../../api/v1/namespaces/shop/secrets/db" } },
            scale with { Replicas = -1 },
            scale with { Replicas = null },
            scale with { Operation = (CommandOperation)99 },
        ];

        foreach (var sent in orders)
        {
            await _world.HandleAsync(_world.Sign(sent));
            await _world.HandleAsync(_world.Sign(sent with { Order = OperatorOrder.Preview }));
        }

        await ShouldHaveChangedNothingAsync(reports: 2 * orders.Length);
    }

    [Fact]
    public async Task The_first_key_stays_pinned_whatever_a_later_session_presents()
    {
        var first = await _world.PinAsync(_world.PublicKey, "cl_1");
        var other = CommandSignature.PublicKeyOf(CommandSignature.CreateKey());

        (await _world.PinAsync(other, "cl_2")).ShouldBe(first);
    }

    [Fact]
    public async Task Only_the_key_that_is_expected_is_pinned()
    {
        var other = CommandSignature.PublicKeyOf(CommandSignature.CreateKey());

        await Should.ThrowAsync<InvalidOperationException>(() => _world.PinAsync(other, "cl_1", expected: _world.PublicKey));
        await Should.ThrowAsync<InvalidOperationException>(() => _world.PinAsync("", "cl_1"));

        (await _world.PinAsync(_world.PublicKey, "cl_1", expected: _world.PublicKey)).Key.ShouldBe(_world.PublicKey);
    }

    private async Task ShouldHaveChangedNothingAsync(int reports)
    {
        _world.Api.Writes.ShouldAllBe(write => write.Resource == "secrets");
        var found = await _world.TakeReportsAsync();
        found.Count.ShouldBe(reports);
        found.ShouldAllBe(report => report.Outcome == OperatorOutcome.Failed);
    }
}

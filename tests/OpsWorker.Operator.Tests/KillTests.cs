using OpsWorker.Core.Commands;
using OpsWorker.Pipeline.Commands;

namespace OpsWorker.Operator.Tests;

/// <summary>The hub or the Operator is killed at each of its calls: the change is made once, and the command's state is true.</summary>
public sealed class KillTests : IAsyncLifetime
{
    // More than either makes from the request to the result.
    private const int MaxCalls = 40;

    private OperatorWorld _world = null!;

    private static CancellationToken Cancel => OperatorWorld.Cancel;

    public async ValueTask InitializeAsync() => _world = await OperatorWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData(CommandOperation.Restart, false)]
    [InlineData(CommandOperation.Restart, true)]
    [InlineData(CommandOperation.Scale, false)]
    [InlineData(CommandOperation.Scale, true)]
    public async Task Killed_at_any_call_before_or_after_it_was_made(CommandOperation operation, bool after)
    {
        await _world.Store.Organisations.TryPutAsync(
            new Core.Organisation { Id = _world.Organisation, Name = "shop", CreatedAt = _world.Clock.GetUtcNow() }, Cancel);
        var call = 1;
        for (; call <= MaxCalls; call++)
        {
            var replicas = (int)(await _world.WorkloadAsync())["spec"]!["replicas"]!;
            var before = _world.Api.Writes.Count;
            _world.Faults.KillAt(call, after);

            var command = await RunAsync(operation == CommandOperation.Scale ? _world.Scale(replicas + 1) : _world.Restart());

            command.State.ShouldBe(CommandState.Completed, $"call {call}: {command.Output}");
            var changes = _world.Api.Writes.Skip(before).Count(w => w.Resource.StartsWith("deployments", StringComparison.Ordinal));
            changes.ShouldBe(1, $"killed at call {call}");
            if (operation == CommandOperation.Scale)
            {
                ((int)(await _world.WorkloadAsync())["spec"]!["replicas"]!).ShouldBe(replicas + 1, $"call {call}");
            }

            if (!_world.Faults.WasKilled) break;
        }

        // The last one ran to its end undisturbed; before it each call was the last of a process.
        call.ShouldBeInRange(8, MaxCalls);
    }

    private async Task<ClusterCommand> RunAsync(CommandDraft draft)
    {
        ClusterCommand? command = null;
        try
        {
            command = await _world.Commands().RequestAsync(_world.Requester, draft, Cancel);
        }
        catch (Exception e) when (Faults.IsKill(e))
        {
            // The person sees an error; the command may be there.
        }

        command ??= (await _world.Store.Commands.ListOpenAsync(_world.Organisation, Cancel)).Single();
        for (var round = 0; round < 10 && command.IsOpen; round++)
        {
            await _world.DeliverAsync();
            command = await _world.GetAsync(command.Id);
            if (command is { State: CommandState.Pending, Preview: not null }) await ApproveAsync(command.Id);
            _world.Clock.Advance(CommandSweep.SendAgainAfter);
            await _world.Sweep().SweepAsync(_world.Organisation, Cancel);
        }

        return await _world.GetAsync(command.Id);
    }

    private async Task ApproveAsync(string id)
    {
        try
        {
            await _world.Commands().ApproveAsync(_world.Approver, id, Cancel);
        }
        catch (Exception e) when (Faults.IsKill(e))
        {
            // The approval was stored before its order was sent.
        }
    }
}

using System.Globalization;
using OpsWorker.Core;
using OpsWorker.Core.Messaging;
using OpsWorker.Testing;

namespace OpsWorker.Embedded.Tests;

/// <summary>The results of one cluster or organisation do not keep back those of others.</summary>
public sealed class FairTurnsTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private EmbeddedStore _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _store = EmbeddedStore.Open(new EmbeddedOptions { DataFolder = _folder.File("data"), Time = TimeProvider.System });
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_cluster_with_many_results_leaves_every_other_turn_to_another()
    {
        await SendAsync("org_a", "cl_many", 50);
        await SendAsync("org_a", "cl_few", 3);

        (await ReceiveAsync(6)).ShouldBe(["cl_many 0", "cl_few 0", "cl_many 1", "cl_few 1", "cl_many 2", "cl_few 2"]);
        (await ReceiveAsync(2)).ShouldBe(["cl_many 3", "cl_many 4"]);
    }

    [Fact]
    public async Task An_organisation_with_many_clusters_has_as_many_turns_as_one_with_a_single_cluster()
    {
        for (var i = 0; i < 5; i++) await SendAsync("org_large", "cl_" + i.ToString(CultureInfo.InvariantCulture), 10);
        await SendAsync("org_small", "cl_small", 5);

        var received = await ReceiveAsync(10);

        received.Count(body => body.StartsWith("cl_small", StringComparison.Ordinal)).ShouldBe(5);
        received.Where(body => !body.StartsWith("cl_small", StringComparison.Ordinal)).Select(body => body.Split(' ')[0]).Distinct()
            .Count().ShouldBe(5);
    }

    private async Task SendAsync(string organisation, string clusterId, int count)
    {
        var messages = Enumerable.Range(0, count).Select(i => new OutgoingMessage { Body = $"{clusterId} {i}" });
        foreach (var batch in messages.Chunk(10))
        {
            await _store.AgentQueues.SendResultsAsync(new OrganisationId(organisation), clusterId, batch, Cancel);
        }
    }

    private async Task<IReadOnlyList<string>> ReceiveAsync(int count)
    {
        var bodies = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var messages = await _store.Queue.ReceiveAsync(Queues.Results, 1, TimeSpan.FromMinutes(1), TimeSpan.Zero, Cancel);
            await _store.Queue.CompleteAsync(messages[0], Cancel);
            bodies.Add(messages[0].Body);
        }

        return bodies;
    }
}

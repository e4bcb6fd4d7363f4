using System.Text.Json.Nodes;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Queries;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Pipeline.Tests.World;

namespace OpsWorker.Pipeline.Tests.Investigations;

/// <summary>Code hosts as an effect of an investigation.</summary>
public sealed class ChangeFinderTests(PipelineWorld world) : IClassFixture<PipelineWorld>
{
    [Fact]
    public async Task A_host_is_asked_once_and_its_answer_is_in_the_journal_and_the_report()
    {
        var host = new AnsweringHost();
        var (drive, runner) = await FinishAsync(new CodeHostSet([Access(host)]));

        var entry = (await drive.JournalAsync()).Single(e => e.Kind == JournalEntryKind.Changes);
        entry.Outcome!.ShouldContain("#812");
        (await drive.NowAsync()).Report!.Diagnosis.Changes.ShouldHaveSingleItem().Change.Id.ShouldBe("#812");
        (await drive.NowAsync()).Report!.Diagnosis.NeedChanges.ShouldBeEmpty();

        await runner.RunAsync(drive.Organisation, drive.Id, 1, CancellationToken.None);
        host.Asked.ShouldBe(["acme/checkout"]);
    }

    [Fact]
    public async Task Without_a_host_for_the_cluster_nothing_is_asked_and_nothing_recorded()
    {
        var host = new AnsweringHost();
        var (drive, _) = await FinishAsync(new CodeHostSet([Access(host) with { Clusters = ["another"] }]));

        (await drive.NowAsync()).Status.ShouldBe(InvestigationStatus.Completed);
        (await drive.JournalAsync()).ShouldNotContain(e => e.Kind == JournalEntryKind.Changes);
        host.Asked.ShouldBeEmpty();
    }

    private static CodeHostAccess Access(ICodeHost client) => new()
    {
        Name = "github",
        Client = client,
        Host = "github.com",
        Repositories = ["acme/*"],
        Images = new Dictionary<string, string> { ["registry.example/checkout"] = "acme/checkout" },
    };

    private async Task<(InvestigationDrive Drive, InvestigationRunner Runner)> FinishAsync(CodeHostSet hosts)
    {
        var runner = world.RunnerOf(new BrokenImageDetector(), hosts: hosts);
        var drive = await InvestigationDrive.StartAsync(world);
        await drive.BeginAsync(runner);
        while (await drive.CommandsAsync() is { Count: > 0 } commands)
        {
            await world.ResultsOf(runner).HandleAsync(Answer(commands[0]), Deliveries.First(Queues.Results), CancellationToken.None);
        }

        return (drive, runner);
    }

    private AgentResult Answer(AgentCommand command)
    {
        var now = world.Time.GetUtcNow();
        var results = QueryResultsCodec.Unpack(TinyCluster.Content(command, now));
        return TinyCluster.Answer(command, now) with
        {
            Content = QueryResultsCodec.Pack([.. results.Select(WithRevisions)]),
        };
    }

    private static QueryResult WithRevisions(QueryResult result) =>
        result.Query is { Verb: QueryVerb.List, Resource: "replicasets", Namespace: TinyCluster.Namespace }
            ? result with { Outcome = QueryOutcome.Success, Content = Revisions }
            : result;

    private static string Revisions { get; } = new JsonObject
    {
        ["kind"] = "ReplicaSetList",
        ["items"] = new JsonArray(Revision(1, "v8", Samples.Start.AddDays(-1)), Revision(2, "v9", Samples.Start.AddMinutes(-1))),
    }.ToJsonString();

    private static JsonObject Revision(int number, string tag, DateTimeOffset at) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = $"checkout-{number}",
            ["namespace"] = TinyCluster.Namespace,
            ["creationTimestamp"] = at,
            ["annotations"] = new JsonObject { ["deployment.kubernetes.io/revision"] = $"{number}" },
            ["ownerReferences"] = new JsonArray(
                new JsonObject { ["kind"] = "Deployment", ["name"] = TinyCluster.Name, ["controller"] = true }),
        },
        ["spec"] = new JsonObject
        {
            ["template"] = new JsonObject
            {
                ["spec"] = new JsonObject
                {
                    ["containers"] = new JsonArray(
                        new JsonObject { ["name"] = TinyCluster.Container, ["image"] = $"registry.example/checkout:{tag}" }),
                },
            },
        },
    };

    private sealed class AnsweringHost : ICodeHost
    {
        public List<string> Asked { get; } = [];

        public Task<ChangeAnswer> FindChangesAsync(string repository, ChangeQuestion question, CancellationToken cancellationToken)
        {
            Asked.Add(repository);
            return Task.FromResult(new ChangeAnswer
            {
                Question = question,
                Repository = repository,
                Basis = ChangeBasis.Versions,
                Changes = [new SourceChange("#812", "Cap the pool", "ana", question.RolledOutAt, null)],
            });
        }

        public Task<string?> TestAsync(string repository, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
    }
}

using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.CodeHosts.Http;
using OpsWorker.CodeHosts.Settings;
using OpsWorker.Core;
using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Testing;

namespace OpsWorker.CodeHosts.Tests;

/// <summary>Whole investigations without a model, over answers in the form of the hosts' REST APIs.</summary>
public sealed class ChangeScenarioTests
{
    private const string Token = "test-SECRETTOKEN";

    private static readonly Dictionary<string, string> s_labels = new()
    {
        ["alertname"] = "KubePodCrashLooping",
        ["namespace"] = ScenarioCluster.Namespace,
    };

    public static TheoryData<string> Names() => ChangeScenario.Names();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_right_change_is_named_first(string name)
    {
        var scenario = ChangeScenario.Read(name);
        await using var host = await CodeHostStandIn.StartAsync(scenario.Answers);

        var diagnosis = (await InvestigateAsync(scenario, Hosts(scenario, host.Address))).Diagnosis;

        var expected = scenario.Expected;
        var named = diagnosis.Changes is [var likeliest, ..] ? likeliest : null;
        (named?.Change.Id, named?.IsReturn ?? false).ShouldBe((expected.Change, expected.Returned));
        if (expected.Failure is { } failure) diagnosis.LookedAt.ShouldContain(line => line.Contains(failure, StringComparison.Ordinal));
        if (expected.Requests is { } requests) host.Requests.Count.ShouldBe(requests);
        host.Requests.ShouldAllBe(request => request.StartsWith("GET ", StringComparison.Ordinal));
        JsonSerializer.Serialize(diagnosis.Changes, CoreJson.Default.IReadOnlyListCorrelatedChange).ShouldNotContain(Token);
    }

    private static CodeHostSet Hosts(ChangeScenario scenario, Uri address)
    {
        var kind = scenario.Host == "github" ? CodeHostKind.GitHub : CodeHostKind.GitLab;
        var settings = new CodeHostSettings { Name = scenario.Host, Kind = kind, Repositories = ["acme/*", "shop/*"] };
        var endpoint = new HostEndpoint(
            scenario.Host,
            kind == CodeHostKind.GitHub ? address : new Uri(address, "api/v4/"),
            scenario.Address ?? $"{scenario.Host}.com",
            settings.Timeout,
            new Secrets(Token));
        var catalogue = new CodeHostCatalogue(
            new HttpClient(OutgoingConnections.CreateHandler()), new Secrets(Token), new FakeTimeProvider(scenario.AlertAt));
        return new CodeHostSet([catalogue.Access(settings, endpoint, kind == CodeHostKind.GitHub ? "ghcr.io" : "registry.gitlab.com")]);
    }

    private static Task<Report> InvestigateAsync(ChangeScenario scenario, CodeHostSet hosts)
    {
        var cluster = new ScenarioCluster(scenario);
        var context = new DirectContext(
            IncidentSamples.WithLabels(s_labels, scenario.AlertAt),
            (queries, _) => Task.FromResult(cluster.Answer(queries)),
            new FakeTimeProvider(scenario.AlertAt))
        {
            CodeHosts = new ChangeFinder(hosts),
        };
        return new InvestigationScript(new DiagnosisEngine(DetectorCatalogue.All))
            .RunAsync("inv_1", context, TestContext.Current.CancellationToken);
    }
}

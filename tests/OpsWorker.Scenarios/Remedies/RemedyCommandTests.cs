using OpsWorker.Kubernetes.Readers.Dump;
using OpsWorker.Kubernetes.State;
using OpsWorker.Testing;

namespace OpsWorker.Scenarios.Remedies;

/// <summary>Each command of each remedy would succeed on the objects of the case that it is given for.</summary>
public sealed class RemedyCommandTests
{
    [Theory]
    [InlineData("cases")]
    [InlineData("cases-trainticket")]
    [InlineData("cases-field")]
    public async Task Commands_of_recorded_cases_would_succeed(string collection)
    {
        var failures = new System.Collections.Concurrent.ConcurrentBag<string>();
        var cases = Directory.GetDirectories(Repository.Shared(collection)).Where(f => File.Exists(Path.Combine(f, "alert.json"))).ToList();
        await Parallel.ForEachAsync(cases, TestContext.Current.CancellationToken, async (folder, cancel) =>
        {
            var reader = DumpReader.Open(Path.Combine(folder, "cluster"));
            var investigation = await Investigation.RunAsync(CaseAlert.Incident(folder), reader);
            var objects = await CaseObjects.ReadAsync(reader, cancel);
            foreach (var problem in Problems(investigation, objects)) failures.Add($"{Path.GetFileName(folder)}: {problem}");
        });

        cases.ShouldNotBeEmpty();
        failures.Order(StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public async Task Commands_of_scenarios_would_succeed()
    {
        var failures = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(Scenario.All, TestContext.Current.CancellationToken, async (scenario, cancel) =>
        {
            var (investigation, objects) = await scenario.InvestigateWithObjectsAsync(cancel);
            foreach (var problem in Problems(investigation, objects)) failures.Add($"{scenario.Number}: {problem}");
        });

        failures.Order(StringComparer.Ordinal).ShouldBeEmpty();
    }

    private static IEnumerable<string> Problems(Investigation investigation, CaseObjects objects)
    {
        var state = ClusterState.From(investigation.Evidence);
        foreach (var cause in investigation.Diagnosis.Causes)
        {
            var name = $"{cause.Finding.Cause} {cause.Finding.Object}";
            foreach (var problem in RemedyValidator.Problems(cause.Finding, objects)) yield return $"{name}: {problem}";
            if (RemedyValidator.PathProblem(cause, state) is { } path) yield return $"{name}: path: {path}";
        }
    }
}

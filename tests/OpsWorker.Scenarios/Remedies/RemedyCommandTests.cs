using System.Collections.Concurrent;
using OpsWorker.Kubernetes.State;
using OpsWorker.Scenarios.Recorded;

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
        RecordedCase.All(collection).ShouldNotBeEmpty();
        (await RecordedCase.FailuresAsync(collection, async recorded =>
        {
            var objects = await CaseObjects.ReadAsync(recorded.Reader, TestContext.Current.CancellationToken);
            var problems = Problems(await recorded.InvestigateAsync(), objects).ToList();
            return problems.Count > 0 ? string.Join("; ", problems) : null;
        })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Commands_of_scenarios_would_succeed()
    {
        var failures = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Scenario.All, TestContext.Current.CancellationToken, async (scenario, _) =>
        {
            var (investigation, objects) = await scenario.InvestigateAsync();
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

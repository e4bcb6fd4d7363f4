using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Incidents;
using OpsWorker.Testing;
using OpsWorker.Testing.Aws;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>Problems that an agent detects and reports to the API function.</summary>
public sealed class DetectionTests(AwsEndpoint endpoint)
{
    [Fact]
    public async Task A_reported_problem_is_investigated_and_resolved_with_its_end()
    {
        await using var story = await Story.BeginAsync(endpoint);
        var problem = new ClusterProblem
        {
            Problem = ProblemKind.CrashLooping,
            Status = AlertStatus.Firing,
            Namespace = "shop",
            Kind = "Deployment",
            Name = "checkout",
            Container = "app",
            StartsAt = new DateTimeOffset(2026, 3, 1, 2, 50, 0, TimeSpan.Zero),
        };

        StoryRun.Status(await story.PostProblemsAsync(problem)).ShouldBe(202);
        await story.ShouldEndAsync();
        (await story.ProblemsAsync()).Problems.ShouldHaveSingleItem().ShouldBe(problem);
        (await story.OutcomeAsync()).Incidents.ShouldHaveSingleItem().ClusterId.ShouldNotBeNull();

        StoryRun
            .Status(await story.PostProblemsAsync(problem with { Status = AlertStatus.Resolved, EndsAt = problem.StartsAt.AddHours(1) }))
            .ShouldBe(202);
        await Eventually.ShouldBeTrueAsync(
            async () => (await story.OutcomeAsync()).Incidents.Single().Status == IncidentStatus.Resolved, "the incident's end",
            () => story.Log);
        (await story.ProblemsAsync()).Problems.ShouldBeEmpty();
    }
}

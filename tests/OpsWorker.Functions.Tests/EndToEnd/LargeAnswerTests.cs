using System.Security.Cryptography;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Investigations;
using OpsWorker.Testing;
using OpsWorker.Testing.Clusters;
using OpsWorker.Testing.Aws;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>An answer that is too large for a message goes to S3, to the address that came with the command.</summary>
public sealed class LargeAnswerTests(AwsEndpoint endpoint)
{
    private const int Events = 1500;

    [Fact]
    public async Task A_large_answer_is_uploaded_and_diagnosed()
    {
        using var folder = new TemporaryFolder();
        var cluster = new TestCluster().Deployment("checkout").Pod("checkout", States.Crashing());
        cluster.PodEvent("checkout", "BackOff", "Back-off restarting failed container main");
        for (var i = 0; i < Events; i++)
        {
            cluster.PodEvent(
                "checkout", "Unhealthy", "Readiness probe failed: " + Convert.ToHexString(RandomNumberGenerator.GetBytes(300)));
        }

        cluster.WriteTo(folder.FullPath);
        await using var story = await Story.BeginAsync(endpoint, new StoryOptions { ClusterFolder = folder.FullPath });
        var alert = AlertmanagerPayload.Alert("KubePodCrashLooping", TestCluster.Namespace);
        alert["labels"]!["cluster"] = Story.ClusterName;

        await story.AlertAsync(AlertmanagerPayload.Of(alert));
        await story.ShouldEndAsync();

        var outcome = await story.OutcomeAsync();
        outcome.DeadLetters.ShouldBeEmpty();
        var investigation = outcome.Investigations.ShouldHaveSingleItem();
        var report = investigation.Report.ShouldNotBeNull(story.Log);
        report.Diagnosis.Verdict.ShouldNotBeOneOf(CauseCode.NotFound, CauseCode.ClusterUnreachable, CauseCode.Healthy);
        var answered = (await story.JournalAsync(investigation.Id)).Where(e => e.Kind == JournalEntryKind.Query);
        answered.ShouldAllBe(e => e.Failure == null);

        // What fits into a message is smaller, so this was uploaded.
        (await story.LargestEvidenceAsync()).ShouldBeGreaterThan(AgentResult.MaxInlineBytes);
        story.Slack.Messages.ShouldHaveSingleItem().BlockText.ShouldContain(report.Headline);
    }
}

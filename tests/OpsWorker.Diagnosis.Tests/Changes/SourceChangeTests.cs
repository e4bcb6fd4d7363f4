using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Findings;
using OpsWorker.Testing;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Changes;

/// <summary>Questions about roll-outs, and what the answers of code hosts are to the engine.</summary>
public sealed class SourceChangeTests
{
    private const string Owner = "'ownerReferences':[{'kind':'Deployment','name':'web','controller':true}]";
    private const string Restarted = "'kubectl.kubernetes.io/restartedAt':'2026-03-02T09:50:00Z'";

    [Theory]
    [InlineData("app:1.4.2", "app:1.4.3", "v1.4.2...v1.4.3 1.4.2...1.4.3 app/v1.4.2...app/v1.4.3 app-v1.4.2...app-v1.4.3")]
    [InlineData("app:v1.4.2", "app:v1.4.3", "v1.4.2...v1.4.3 1.4.2...1.4.3 app/v1.4.2...app/v1.4.3 app-v1.4.2...app-v1.4.3")]
    [InlineData("app:sha-1234567", "app:sha-89abcde", "1234567...89abcde")]
    [InlineData("app:main-1a2b3c4", "app:1.4.3-89abcde", "1a2b3c4...89abcde")]
    [InlineData("host:5000/app:20261120", "host:5000/app:20261121", "")]
    [InlineData("app:main", "app:release", "")]
    [InlineData("app@sha256:aa", "app@sha256:bb", "")]
    public void A_question_has_the_versions_as_a_repository_may_name_them(string before, string after, string steps)
    {
        var question = RolledOut(before, after).Diagnose().NeedChanges.ShouldHaveSingleItem();

        string.Join(' ', question.Versions.Select(v => $"{v.Before}...{v.After}")).ShouldBe(steps);
        (question.Workload.Name, question.HasNewImage).ShouldBe(("web", true));
        question.RolledOutAt.ShouldBe(TestCluster.Now.AddMinutes(-10));
    }

    [Fact]
    public void The_commit_that_an_annotation_names_comes_before_the_tag()
    {
        var question = RolledOut(
            "app:1.0.0", "app:1.0.1", "'org.opencontainers.image.revision':'1111111a'", "'org.opencontainers.image.revision':'2222222b'")
            .Diagnose().NeedChanges.ShouldHaveSingleItem();

        question.Versions[0].ShouldBe(new VersionStep("1111111a", "2222222b"));
    }

    [Theory]
    [InlineData("2026-02-20T08:00:00Z")]
    [InlineData("2026-03-02T09:58:00Z")]
    public void Nothing_is_asked_of_a_roll_out_of_days_ago_or_after_the_alert(string at) =>
        RolledOut("app:1", "app:2", at: at).Diagnose().NeedChanges.ShouldBeEmpty();

    [Fact]
    public void Nothing_is_asked_of_a_workload_that_works() =>
        RolledOut("app:1", "app:2", status: States.Ready).Diagnose().NeedChanges.ShouldBeEmpty();

    [Fact]
    public void A_change_behind_a_tag_that_moved_is_evidence_for_the_cause_of_its_workload()
    {
        var cluster = RolledOut("app:main", "app:main", after: Restarted);
        var alone = cluster.Diagnose();
        var question = alone.NeedChanges.ShouldHaveSingleItem();

        var result = Run(cluster, Answer(question, new SourceChange("#7", "Stream it", "ana", question.RolledOutAt, "https://x/7")));

        result.Causes[0].Finding.Object.Name.ShouldBe("web");
        result.Causes[0].Confidence.ShouldBeGreaterThanOrEqualTo(alone.Causes[0].Confidence);
        result.Changes.ShouldHaveSingleItem().Summary.ShouldBe(
            "The alert began 5 min after revision 2 of Deployment shop/web restarted its pods: #7 \"Stream it\" by ana.");
        result.Timeline.ShouldContain(new TimelineItem(
            question.RolledOutAt, "brought #7 \"Stream it\" by ana (acme/web)", question.Workload));
        result.NeedChanges.ShouldBeEmpty();
    }

    [Fact]
    public void What_was_merged_before_a_roll_out_is_not_said_to_be_in_it()
    {
        var cluster = RolledOut("app@sha256:aa", "app@sha256:bb");
        var question = cluster.Diagnose().NeedChanges.ShouldHaveSingleItem();
        var merged = new SourceChange("!3", "Split it", "dana", question.RolledOutAt.AddMinutes(-20), null);

        var result = Run(cluster, Answer(question, merged) with { Basis = ChangeBasis.Time });

        result.Changes.ShouldHaveSingleItem().Summary
            .ShouldEndWith("; !3 \"Split it\" by dana was merged 20 min before it and may be in it.");
        result.Timeline.ShouldContain(item => item.What.StartsWith("may have brought !3", StringComparison.Ordinal));
    }

    [Fact]
    public void A_host_that_fails_is_told_with_what_was_looked_at()
    {
        var cluster = RolledOut("app:1.0.0", "app:1.0.1");
        var question = cluster.Diagnose().NeedChanges.ShouldHaveSingleItem();

        Run(cluster, new ChangeAnswer { Question = question, Failure = "github answered with status 502." })
            .LookedAt.ShouldContain("github answered with status 502.");
    }

    private static ChangeAnswer Answer(ChangeQuestion question, SourceChange change) => new()
    {
        Question = question,
        Repository = "acme/web",
        Basis = ChangeBasis.Deployments,
        Changes = [change],
    };

    private static DiagnosisResult Run(TestCluster cluster, ChangeAnswer answer)
    {
        var scope = Scope.From(IncidentSamples.WithLabels(new() { ["namespace"] = TestCluster.Namespace }, TestCluster.AlertAt));
        return new DiagnosisEngine(DetectorCatalogue.All).Run(cluster.State, scope, [answer]);
    }

    // The newest set has the name that the test cluster gives the pods' set.
    private static TestCluster RolledOut(
        string image, string newImage, string before = "", string after = "", string at = "2026-03-02T09:50:00Z", string? status = null) =>
        new TestCluster().Deployment("web").Pod("web", status ?? States.Crashing())
            .Add("replicasets", "ReplicaSet", "web-5f6c8d", Set(1, "2026-02-19T08:00:00Z", image, before))
            .Add("replicasets", "ReplicaSet", "web-7d4b9c", Set(2, at, newImage, after));

    private static string Set(int revision, string at, string image, string annotations) =>
        $"{{'metadata':{{{Owner},'creationTimestamp':'{at}','annotations':{{'deployment.kubernetes.io/revision':'{revision}'}}}},"
        + $"'spec':{{'template':{{'metadata':{{'annotations':{{{annotations}}}}},"
        + $"'spec':{{'containers':[{{'name':'main','image':'{image}'}}]}}}}}}}}";
}

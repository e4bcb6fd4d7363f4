using System.Text.Json;
using System.Text.Json.Nodes;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Incidents;
using OpsWorker.Diagnosis;
using OpsWorker.Pipeline.Intake;

namespace OpsWorker.Pipeline.Tests.Intake;

public sealed class KubernetesSourceTests
{
    private static readonly Cluster Shop = new()
    {
        Id = "cl_1",
        Organisation = Payloads.Organisation,
        Name = "shop-production",
        CreatedAt = Payloads.ReceivedAt,
    };

    private static readonly ClusterProblem Problem = new()
    {
        Problem = ProblemKind.CrashLooping,
        Status = AlertStatus.Firing,
        Namespace = "shop",
        Kind = "Deployment",
        Name = "checkout",
        Container = "app",
        Pod = "checkout-7c9d4f-x2x2x",
        Message = "CrashLoopBackOff: back-off 1m20s",
        StartsAt = Payloads.ReceivedAt.AddTicks(-12_345_678),
    };

    [Fact]
    public void A_problem_becomes_an_alert_of_the_credentials_cluster()
    {
        var alert = Read(Problem);

        alert.Organisation.ShouldBe(Payloads.Organisation);
        (alert.Source, alert.Name, alert.Severity, alert.Status).ShouldBe(
            ("kubernetes", "KubePodCrashLooping", Severity.Error, AlertStatus.Firing));
        alert.Summary.ShouldBe("Deployment checkout: container app is in CrashLoopBackOff");
        alert.Description.ShouldBe("CrashLoopBackOff: back-off 1m20s");
        (alert.StartsAt, alert.EndsAt, alert.ReceivedAt).ShouldBe((Problem.StartsAt, null, Payloads.ReceivedAt));
        alert.Labels.ShouldBe(
            new Dictionary<string, string>
            {
                ["alertname"] = "KubePodCrashLooping",
                ["cluster"] = "shop-production",
                ["namespace"] = "shop",
                ["pod"] = "checkout-7c9d4f-x2x2x",
                ["container"] = "app",
                ["deployment"] = "checkout",
            },
            ignoreOrder: true);
    }

    [Fact]
    public void An_occurrence_has_the_same_id_firing_and_resolved_whichever_pod_showed_it()
    {
        var resolved = Read(Problem with { Status = AlertStatus.Resolved, EndsAt = Payloads.ReceivedAt, Pod = "another", Message = null });

        resolved.Id.ShouldBe(Read(Problem).Id);
        (resolved.Status, resolved.EndsAt).ShouldBe((AlertStatus.Resolved, Payloads.ReceivedAt));
    }

    [Fact]
    public void Other_things_starts_and_clusters_have_other_ids()
    {
        ClusterProblem[] others =
        [
            Problem with { Problem = ProblemKind.ImagePullFailing },
            Problem with { Namespace = "payments" },
            Problem with { Kind = "StatefulSet" },
            Problem with { Name = "cart" },
            Problem with { Container = null },
            Problem with { StartsAt = Payloads.ReceivedAt },
        ];

        var ids = others.Select(other => Read(other).Id).Append(Read(Problem).Id).Append(Read(Problem, Shop with { Id = "cl_2" }).Id);

        ids.ShouldBeUnique();
    }

    [Fact]
    public void Cluster_and_organisation_in_a_payload_are_ignored()
    {
        var payload = Payload(Problem);
        payload["organisation"] = "org_of_others";
        payload["problems"]![0]!["cluster"] = "of-others";
        payload["problems"]![0]!["clusterId"] = "cl_of_others";

        var alert = Read(payload);

        alert.Organisation.ShouldBe(Payloads.Organisation);
        alert.Labels["cluster"].ShouldBe("shop-production");
        alert.Id.ShouldBe(Read(Problem).Id);
    }

    [Fact]
    public void Every_kind_of_problem_becomes_an_alert_from_which_the_problem_can_be_read_back()
    {
        foreach (var kind in Enum.GetValues<ProblemKind>())
        {
            var problem = kind == ProblemKind.NodeNotReady
                ? new ClusterProblem
                {
                    Problem = kind,
                    Status = AlertStatus.Firing,
                    Kind = "Node",
                    Name = "node-1",
                    StartsAt = Problem.StartsAt,
                }
                : Problem with { Problem = kind };

            new KubernetesSource(Shop).ProblemOf(Read(problem)).ShouldBe(problem);
        }

        new KubernetesSource(Shop).ProblemOf(Read(Problem, Shop with { Id = "cl_2" })).ShouldBeNull();
        new KubernetesSource(Shop).ProblemOf(Payloads.ReadOne(Payloads.Of(Payloads.Alert()))).ShouldBeNull();
    }

    [Theory]
    [InlineData("Deployment", "Deployment")]
    [InlineData("StatefulSet", "StatefulSet")]
    [InlineData("DaemonSet", "DaemonSet")]
    [InlineData("Job", "Job")]
    [InlineData("CronJob", "CronJob")]
    [InlineData("PersistentVolumeClaim", "PersistentVolumeClaim")]
    [InlineData("Pod", "Pod")]
    [InlineData("Node", "Node")]
    public void An_investigation_knows_by_the_labels_what_is_broken(string kind, string expected)
    {
        var alert = Read(Problem with { Kind = kind, Pod = null });

        var scope = Scope.From(new Incident
        {
            Id = "in_1",
            Organisation = alert.Organisation,
            CorrelationKey = "key",
            Title = "",
            Status = IncidentStatus.Open,
            RuleId = "default",
            Labels = alert.Labels,
            Alerts = [],
            AlertCount = 1,
            StartsAt = alert.StartsAt,
            OpenedAt = alert.StartsAt,
            UpdatedAt = alert.StartsAt,
        });

        (scope.Objects[0].Kind, scope.Objects[0].Name, scope.Container).ShouldBe((expected, "checkout", "app"));
    }

    [Theory]
    [InlineData("problem", "Sadness", "problems[0].problem", "Is Sadness; one of CrashLooping, ")]
    [InlineData("problem", null, "problems[0].problem", "Is missing; one of CrashLooping, ")]
    [InlineData("status", "firing", "problems[0].status", "Is firing; \"Firing\" or \"Resolved\" was expected.")]
    [InlineData("startsAt", "yesterday", "problems[0].startsAt", "Is \"yesterday\"; an RFC 3339 time was expected.")]
    [InlineData("startsAt", null, "problems[0].startsAt", "Is missing; an RFC 3339 time was expected.")]
    [InlineData("name", "", "problems[0].name", "Is missing; a name was expected.")]
    [InlineData("kind", null, "problems[0].kind", "Is missing; a name was expected.")]
    public void Errors_name_the_field(string field, string? value, string where, string problem)
    {
        var payload = Payload(Problem);
        payload["problems"]![0]![field] = value;

        var refused = Should.Throw<InvalidPayloadException>(() => Read(payload));

        (refused.Field, refused.Message.StartsWith(problem, StringComparison.Ordinal)).ShouldBe((where, true), refused.Message);
    }

    [Fact]
    public void Another_version_and_too_many_problems_are_refused()
    {
        var version = Payload(Problem);
        version["version"] = "2";
        Should.Throw<InvalidPayloadException>(() => Read(version)).Message.ShouldBe("Is 2; \"1\" was expected.");

        var many = Payload([.. Enumerable.Repeat(Problem, ClusterProblems.MaxProblems + 1)]);
        Should.Throw<InvalidPayloadException>(() => Read(many)).TooLarge.ShouldBeTrue();

    }

    private static JsonNode Payload(params ClusterProblem[] problems) =>
        JsonSerializer.SerializeToNode(ClusterProblems.Of(problems), CoreJson.Default.ClusterProblems)!;

    private static Alert Read(ClusterProblem problem, Cluster? cluster = null) => Read(Payload(problem), cluster);

    private static Alert Read(JsonNode payload, Cluster? cluster = null)
    {
        using var document = JsonDocument.Parse(payload.ToJsonString());
        var batch = new KubernetesSource(cluster ?? Shop).Read(document.RootElement, Payloads.Organisation, Payloads.ReceivedAt);
        return batch.Alerts.ShouldHaveSingleItem();
    }
}

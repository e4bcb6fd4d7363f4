using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Digests;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Pipeline.Digests;
using OpsWorker.Pipeline.Tests.World;
using OpsWorker.Testing;

namespace OpsWorker.Pipeline.Tests.Digests;

/// <summary>The digest of records that the stages made, or that are stored as they would make them.</summary>
public sealed class DigestReaderTests
{
    // The digest of this day is about what happened from nine o'clock on the day before.
    private static readonly DateOnly Date = new(2026, 3, 1);
    private static readonly DateTimeOffset End = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Begin = End.AddDays(-1);

    [Fact]
    public async Task A_digest_of_a_quiet_day_has_the_number_of_clusters()
    {
        await using var world = await DigestWorld.StartAsync();
        await world.World.AddClusterAsync(world.Organisation.Id);

        var digest = await ReadAsync(world);

        digest.IsQuiet.ShouldBeTrue();
        digest.Clusters.ShouldBe(1);
        digest.Numbers.ShouldBe(new DigestNumbers());
        digest.Period.ShouldBe(new TimeRange(Begin, End));
    }

    [Fact]
    public async Task Alerts_are_counted_by_what_the_rules_made_of_them()
    {
        await using var world = await DigestWorld.StartAsync();
        var organisation = world.Organisation.Id;
        await HandleAsync(world, Samples.Firing(organisation));
        await HandleAsync(world, Samples.Firing(organisation, "KubePodCrashLooping"));
        await HandleAsync(world, Samples.Firing(organisation, "Watchdog") with { Severity = Severity.None });
        await HandleAsync(world, Samples.Resolved(Samples.Firing(organisation, "TooLate", ns: "elsewhere")));
        await HandleAsync(
            world,
            Samples.Firing(organisation, occurrence: -24) with { Labels = new Dictionary<string, string> { ["namespace"] = "old" } });

        var digest = await ReadAsync(world);

        digest.Numbers.Alerts.ShouldBe(4);
        digest.Numbers.JoinedAlerts.ShouldBe(1);
        digest.Numbers.RecordedAlerts.ShouldBe(2);
        digest.Before.Alerts.ShouldBe(1);

        // All incidents were opened now, the one of yesterday's alert too.
        digest.Numbers.Incidents.ShouldBe(2);
        digest.Numbers.Investigations.ShouldBe(2);
        digest.Numbers.Running.ShouldBe(2);
        digest.StillOpen.Count.ShouldBe(2);
        digest.IsQuiet.ShouldBeFalse();
    }

    [Fact]
    public async Task Causes_are_listed_by_how_often_they_were_found_with_their_objects()
    {
        await using var world = await DigestWorld.StartAsync();
        await InvestigatedAsync(world, 1, CauseCode.OutOfMemory, "checkout");
        await InvestigatedAsync(world, 2, CauseCode.SecretMissing, "payments");
        await InvestigatedAsync(world, 3, CauseCode.SecretMissing, "checkout");
        await InvestigatedAsync(world, 4, CauseCode.SecretMissing, "checkout");
        await InvestigatedAsync(world, 5, CauseCode.NotFound);
        await InvestigatedAsync(world, 6, CauseCode.Healthy);
        await InvestigatedAsync(world, 7, CauseCode.ClusterUnreachable);
        await InvestigatedAsync(world, 8, verdict: null);
        await InvestigatedAsync(world, 9, CauseCode.NodeNotReady, at: Begin.AddTicks(-1));

        var digest = await ReadAsync(world);

        digest.Causes.Select(c => (c.Cause, c.Count, c.ObjectCount)).ShouldBe(
            [(CauseCode.SecretMissing, 3, 2), (CauseCode.OutOfMemory, 1, 1)]);
        digest.Causes[0].Objects.Select(o => o.Name).ShouldBe(["checkout", "payments"]);
        digest.Numbers.ShouldBe(new DigestNumbers
        {
            Incidents = 8,
            Investigations = 8,
            Found = 4,
            NotFound = 1,
            Healthy = 1,
            Unreachable = 1,
            Failed = 1,
            MeanTimeToReport = TimeSpan.FromSeconds(4),
        });
        digest.Before.Found.ShouldBe(1);
        digest.Unexplained.Select(i => i.Title).ShouldBe(["Incident 8", "Incident 7", "Incident 5"]);
    }

    [Fact]
    public async Task Of_an_incident_that_was_investigated_again_the_last_word_counts()
    {
        await using var world = await DigestWorld.StartAsync();
        await InvestigatedAsync(world, 1, CauseCode.NotFound);
        await StoreAsync(world, "inc_1", attempt: 2, Begin.AddHours(2), CauseCode.SecretMissing, "checkout");

        (await ReadAsync(world)).Unexplained.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_open_at_the_end_is_listed_however_old_and_whatever_became_of_it_since()
    {
        await using var world = await DigestWorld.StartAsync();
        var cluster = await world.World.AddClusterAsync(world.Organisation.Id);
        await OpenAsync(world, "weeks old", Begin.AddDays(-20), cluster.Id);
        await OpenAsync(world, "resolved in time", Begin.AddHours(1), resolvedAt: End.AddTicks(-1));
        await OpenAsync(world, "resolved since", Begin.AddHours(2), resolvedAt: End.AddMinutes(5));
        await OpenAsync(world, "opened since", End);

        var open = (await ReadAsync(world)).StillOpen;

        open.Select(i => i.Title).ShouldBe(["weeks old", "resolved since"]);
        open[0].Cluster.ShouldBe("production");
    }

    [Fact]
    public async Task Clusters_that_were_silent_are_listed_with_the_time_within_the_day()
    {
        await using var world = await DigestWorld.StartAsync();
        await AddClusterAsync(world, "fine");
        await AddClusterAsync(world, "yesterday", new Outage { From = Begin.AddHours(-2), Until = Begin });
        await AddClusterAsync(
            world,
            "twice",
            new Outage { From = Begin.AddHours(-1), Until = Begin.AddHours(1) },
            new Outage { From = Begin.AddHours(3), Until = Begin.AddHours(3).AddMinutes(5) });
        await AddClusterAsync(world, "gone", new Outage { From = End.AddMinutes(-30) });
        await AddClusterAsync(world, "back since", new Outage { From = End.AddMinutes(-40), Until = End.AddHours(1) });

        (await ReadAsync(world)).Outages.ShouldBe(
        [
            new DigestOutage("back since", 1, TimeSpan.FromMinutes(40), IsDisconnected: true),
            new DigestOutage("gone", 1, TimeSpan.FromMinutes(30), IsDisconnected: true),
            new DigestOutage("twice", 2, TimeSpan.FromMinutes(65), IsDisconnected: false),
        ]);
    }

    [Fact]
    public async Task A_digest_is_truncated_beyond_the_incidents_that_are_read()
    {
        await using var world = await DigestWorld.StartAsync();
        var requests = Enumerable.Range(0, DigestReader.MaxIncidents + 1)
            .Select(i => StoreAsync(world, $"inc_{i}", 1, Begin.AddSeconds(i), CauseCode.SecretMissing, "checkout"));
        await Task.WhenAll(requests);

        var digest = await ReadAsync(world);

        digest.IsTruncated.ShouldBeTrue();
        digest.Numbers.Found.ShouldBe(DigestReader.MaxIncidents);
    }

    [Fact]
    public async Task Nothing_of_another_organisation_is_counted()
    {
        await using var world = await DigestWorld.StartAsync();
        await HandleAsync(world, Samples.Firing(PipelineWorld.NewOrganisation()));

        (await ReadAsync(world)).IsQuiet.ShouldBeTrue();
    }

    [Fact]
    public async Task A_week_has_seven_days_and_is_compared_with_the_seven_before()
    {
        await using var world = await DigestWorld.StartAsync();
        foreach (var days in new[] { 1, 6, 8, 13 })
        {
            var alert = Samples.Firing(world.Organisation.Id, "Rare") with { StartsAt = End.AddDays(-days), Id = $"al_{days}" };
            await world.World.Store.Alerts.TryPutAsync(alert, CancellationToken.None);
        }

        var digest = await world.Reader.ReadAsync(world.Organisation, Date, DigestSpan.Week, CancellationToken.None);

        digest.Period.ShouldBe(new TimeRange(End.AddDays(-7), End));
        (digest.Numbers.Alerts, digest.Before.Alerts).ShouldBe((2, 2));
        digest.Id.ShouldNotBe(Digest.IdOf(world.Organisation.Id, Date));
    }

    [Fact]
    public async Task So_far_today_is_what_happened_since_the_hour_of_the_last_digest()
    {
        await using var world = await DigestWorld.StartAsync();
        var now = End.AddHours(5);
        foreach (var hours in new[] { -1, 1, 4 })
        {
            var alert = Samples.Firing(world.Organisation.Id, "Rare") with { StartsAt = End.AddHours(hours), Id = $"al_{hours}" };
            await world.World.Store.Alerts.TryPutAsync(alert, CancellationToken.None);
        }

        var digest = await world.Reader.ReadSoFarAsync(world.Organisation, now, CancellationToken.None);

        digest.IsSoFar.ShouldBeTrue();
        digest.Period.ShouldBe(new TimeRange(End, now));
        digest.Numbers.Alerts.ShouldBe(2);
    }

    [Fact]
    public async Task Ratings_and_incidents_that_came_again_are_counted()
    {
        await using var world = await DigestWorld.StartAsync();
        await HandleAsync(world, Samples.Firing(world.Organisation.Id));
        var incident = (await world.World.IncidentsAsync(world.Organisation.Id)).ShouldHaveSingleItem();
        var person = new Actor(ActorKind.SlackUser, "U1");
        await world.World.Store.Incidents.TryUpdateAsync(
            incident with
            {
                Feedback =
                [
                    new IncidentFeedback(person, Begin, "inv_1", IsHelpful: true),
                    new IncidentFeedback(person, Begin, "inv_2", IsHelpful: false),
                ],
                Previous = new PreviousIncident("inc_0", Begin, Begin, Cause: null),
                Version = incident.Version + 1,
            },
            CancellationToken.None);

        var numbers = (await ReadAsync(world)).Numbers;

        (numbers.Helpful, numbers.NotHelpful, numbers.RepeatedIncidents).ShouldBe((1, 1, 1));
    }

    private static Task<Digest> ReadAsync(DigestWorld world) =>
        world.Reader.ReadAsync(world.Organisation, Date, DigestSpan.Day, CancellationToken.None);

    private static Task<HandlerResult> HandleAsync(DigestWorld world, Alert alert) =>
        world.World.Rules.HandleAsync(new AlertReceived(alert), Deliveries.First(Queues.Alerts), CancellationToken.None);

    private static async Task InvestigatedAsync(
        DigestWorld world, int number, CauseCode? verdict, string? workload = null, DateTimeOffset? at = null)
    {
        var opened = at ?? Begin.AddMinutes(number);
        await OpenAsync(world, $"Incident {number}", opened, resolvedAt: opened.AddMinutes(1), id: $"inc_{number}");
        await StoreAsync(world, $"inc_{number}", 1, opened, verdict, workload);
    }

    private static async Task StoreAsync(
        DigestWorld world, string incidentId, int attempt, DateTimeOffset at, CauseCode? verdict, string? workload = null)
    {
        var id = Investigation.IdOf(world.Organisation.Id + incidentId, attempt);
        await world.World.Store.Investigations.TryCreateAsync(
            new Investigation
            {
                Id = id,
                Organisation = world.Organisation.Id,
                IncidentId = incidentId,
                Status = verdict is null ? InvestigationStatus.Failed : InvestigationStatus.Completed,
                RequestedAt = at,
                CompletedAt = at.AddSeconds(4),
                Report = verdict is { } code ? ReportOf(id, incidentId, at, code, workload) : null,
            },
            CancellationToken.None);
    }

    private static Report ReportOf(string id, string incidentId, DateTimeOffset at, CauseCode code, string? workload)
    {
        var found = DiagnosisSamples.Found.Causes[0];
        var target = new ObjectReference("Deployment", "shop", workload ?? "");
        return new Report
        {
            InvestigationId = id,
            IncidentId = incidentId,
            Headline = "found",
            Diagnosis = new DiagnosisResult
            {
                Verdict = code,
                Causes = workload is null
                    ? []
                    : [found with { Finding = found.Finding with { Cause = code, Object = target } }],
            },
            Evidence = [],
            StartedAt = at.AddSeconds(1),
            CompletedAt = at.AddSeconds(4),
        };
    }

    private static async Task OpenAsync(
        DigestWorld world, string title, DateTimeOffset at, string? clusterId = null, DateTimeOffset? resolvedAt = null, string? id = null)
    {
        var incident = IncidentSamples.Incident() with
        {
            Id = id ?? Identifier.New("inc"),
            Organisation = world.Organisation.Id,
            CorrelationKey = title,
            Title = title,
            ClusterId = clusterId,
            Status = resolvedAt is null ? IncidentStatus.Open : IncidentStatus.Resolved,
            OpenedAt = at,
            ResolvedAt = resolvedAt,
        };
        (await world.World.Store.Incidents.TryCreateAsync(incident, CancellationToken.None)).ShouldBeTrue();
    }

    private static async Task AddClusterAsync(DigestWorld world, string name, params Outage[] outages)
    {
        var cluster = await world.World.AddClusterAsync(world.Organisation.Id, name);
        (await world.World.Store.Clusters.TryUpdateAsync(
            cluster with { Outages = outages, Version = 2 }, CancellationToken.None)).ShouldBeTrue();
    }
}

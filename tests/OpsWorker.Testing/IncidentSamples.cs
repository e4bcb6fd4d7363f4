using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Notifications;
using OpsWorker.Core.Queries;

namespace OpsWorker.Testing;

/// <summary>An incident in each of its states, the same at every call.</summary>
public static class IncidentSamples
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);

    private static readonly OrganisationId Organisation = new("org_0123456789abcdef0123");

    public static Incident Incident(string alertId = "al_0123456789abcdef0123", int alerts = 1)
    {
        var id = Core.Incidents.Incident.IdOf(alertId);
        return new Incident
        {
            Id = id,
            Organisation = Organisation,
            CorrelationKey = "shop",
            Title = "Checkout answers with errors",
            Severity = Severity.Critical,
            Status = IncidentStatus.Open,
            ClusterId = "cl_0123456789abcdef0123",
            RuleId = "default",
            Labels = new Dictionary<string, string> { ["alertname"] = "CheckoutErrors", ["namespace"] = "shop", ["cluster"] = "prod-eu" },
            Alerts = [.. Enumerable.Range(0, alerts).Select(Alert)],
            AlertCount = alerts,
            StartsAt = Start,
            OpenedAt = Start.AddSeconds(30),
            UpdatedAt = Start.AddSeconds(30),
            InvestigationId = Core.Investigations.Investigation.IdOf(id, 1),
        };
    }

    /// <summary>An incident of one alert that fires since then and has these labels.</summary>
    public static Incident WithLabels(Dictionary<string, string> labels, DateTimeOffset startsAt) => new()
    {
        Id = "inc_test",
        Organisation = Organisation,
        CorrelationKey = "test",
        Title = "Requests fail",
        Status = IncidentStatus.Open,
        RuleId = "default",
        Labels = labels,
        Alerts =
        [
            new IncidentAlert
            {
                Id = "al_test",
                Name = labels.GetValueOrDefault("alertname", "RequestsFail"),
                Status = AlertStatus.Firing,
                StartsAt = startsAt,
            },
        ],
        AlertCount = 1,
        StartsAt = startsAt,
        OpenedAt = startsAt,
        UpdatedAt = startsAt,
    };

    public static IncidentView Queued(Incident incident) => new(incident, Investigation(incident, InvestigationStatus.Queued), []);

    /// <summary>14 questions were asked and are not answered.</summary>
    public static IncidentView Waiting(Incident incident) =>
        new(incident, Investigation(incident, InvestigationStatus.Running), [Questions(14, JournalEntryState.Pending)]);

    public static IncidentView Reported(Incident incident, DiagnosisResult diagnosis, string headline)
    {
        var investigation = Investigation(incident, InvestigationStatus.Completed);
        var report = new Report
        {
            InvestigationId = investigation.Id,
            IncidentId = incident.Id,
            Headline = headline,
            Diagnosis = diagnosis,
            Evidence = [new EvidenceSummary("e1-1", "kubectl get pods -n shop", QueryOutcome.Success, 18_211, null)],
            StartedAt = Start.AddSeconds(31),
            CompletedAt = Start.AddSeconds(33.2),
        };
        return new IncidentView(
            incident,
            investigation with { Report = report, CompletedAt = report.CompletedAt },
            [Questions(1, JournalEntryState.Completed)]);
    }

    public static IncidentView Failed(Incident incident, string failure) =>
        new(incident, Investigation(incident, InvestigationStatus.Failed) with { Failure = failure }, []);

    public static IncidentView Resolved(IncidentView view) => view with
    {
        Incident = view.Incident with
        {
            Status = IncidentStatus.Resolved,
            ResolvedAt = Start.AddMinutes(12),
            Alerts = [.. view.Incident.Alerts.Select(a => a with { Status = AlertStatus.Resolved })],
        },
    };

    /// <summary>An incident whose alerts were last received an hour after they began.</summary>
    public static IncidentView NotRepeated(IncidentView view)
    {
        var last = Start.AddHours(1);
        var incident = Resolved(view).Incident;
        return view with { Incident = incident with { ResolvedAt = last, NotRepeatedSince = last } };
    }

    /// <summary>An incident whose attempt ended with it.</summary>
    public static IncidentView Cancelled(Incident incident)
    {
        const string Failure = "The incident was resolved at 2026-03-01 03:12:00Z, before the cluster answered.";
        return new IncidentView(incident, Investigation(incident, InvestigationStatus.Cancelled) with { Failure = Failure }, []);
    }

    /// <summary>The incident after another alert joined, whose attempt runs.</summary>
    public static IncidentView SecondAttempt(IncidentView view) => view with
    {
        Incident = view.Incident with
        {
            Attempt = 2,
            InvestigationId = Core.Investigations.Investigation.IdOf(view.Incident.Id, 2),
            NextAttempt = new AttemptRequest(AttemptReason.NotFoundPersists, Start.AddMinutes(5)),
        },
        Investigation = Investigation(view.Incident, InvestigationStatus.Running) with
        {
            Attempt = 2,
            Reason = AttemptReason.AlertJoined,
            ReasonDetail = "CheckoutSlow of shop/checkout",
            RequestedAt = Start.AddMinutes(2),
        },
        Earlier = [view.Investigation!],
    };

    /// <summary>The incident with everything that an alert brings and with a past.</summary>
    public static IncidentView WithHistory(IncidentView view) => view with
    {
        Incident = view.Incident with
        {
            ClusterName = "prod-eu",
            Labels = new Dictionary<string, string>(view.Incident.Labels) { ["pod"] = "payments-6f9-x2x", ["team"] = "a|b <c>" },
            Lead = new LeadingAlert(
                "CheckoutErrors",
                "More than 5 % of the requests failed for 10 minutes.",
                [
                    new AlertLink("Runbook", "https://runbooks.example/checkout?a=1&b=2"),
                    new AlertLink("Source", "https://prometheus.example/graph?g0.expr=a|b"),
                    new AlertLink("Silence", "not an address"),
                ]),
            Alerts = [.. view.Incident.Alerts.Select(alert => alert with { Object = "shop/payments" })],
            ReopenedAt = [Start.AddMinutes(4), Start.AddMinutes(9)],
            Previous = new PreviousIncident(
                "inc_00000000000000000001", Start.AddHours(-3), Start.AddHours(-2), "Secret shop/payments-db does not exist"),
        },
    };

    private static IncidentAlert Alert(int number) => new()
    {
        Id = FormattableString.Invariant($"al_{number:D20}"),
        Name = number % 3 == 0 ? "CheckoutErrors" : "KubePodCrashLooping",
        Status = number == 1 ? AlertStatus.Resolved : AlertStatus.Firing,
        StartsAt = Start,
    };

    private static Investigation Investigation(Incident incident, InvestigationStatus status) => new()
    {
        Id = incident.InvestigationId!,
        Organisation = Organisation,
        IncidentId = incident.Id,
        ClusterId = incident.ClusterId,
        Status = status,
        RequestedAt = Start.AddSeconds(30),
        StartedAt = status == InvestigationStatus.Queued ? null : Start.AddSeconds(31),
    };

    private static JournalEntry Questions(int count, JournalEntryState state) => new()
    {
        Number = 1,
        Kind = JournalEntryKind.Query,
        State = state,
        StartedAt = Start.AddSeconds(31),
        Queries = [.. Enumerable.Repeat(new Query { Verb = QueryVerb.List, Resource = "pods", Namespace = "shop" }, count)],
    };
}

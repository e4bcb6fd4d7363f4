using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Diagnosis.Evaluation;
using OpsWorker.Kubernetes;
using OpsWorker.Kubernetes.Dump;

namespace OpsWorker.Diagnosis.Tests;

/// <summary>A recorded case: its alert, the truth, and its cluster, asked through the reader of dumps.</summary>
internal sealed record RecordedCase(string Folder)
{
    private const int MaxRounds = 4;

    public ExpectedCause Expected => ExpectedCause.Read(File.ReadAllText(Path.Combine(Folder, "expected.json")));

    /// <summary>Investigates as the pipeline does.</summary>
    public async Task<(DiagnosisResult Result, ClusterState State)> DiagnoseAsync(CancellationToken cancellationToken)
    {
        var scope = Scope.From(Incident());
        var reader = DumpReader.Open(Path.Combine(Folder, "cluster"));
        var engine = new DiagnosisEngine(DetectorCatalogue.All);
        var evidence = new List<Evidence>();
        var queries = Plan.For(scope);
        for (var round = 1; ; round++)
        {
            foreach (var (i, query) in queries.Index())
            {
                evidence.Add(new Evidence($"e{round}-{i + 1}", await reader.ReadAsync(query, cancellationToken)));
            }

            var state = ClusterState.From(evidence);
            var result = engine.Run(state, scope);
            if (result.NeedMore.Count == 0 || round == MaxRounds) return (result, state);
            queries = result.NeedMore;
        }
    }

    private Incident Incident()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "alert.json")));
        var alert = document.RootElement.GetProperty("alerts")[0];
        var start = alert.GetProperty("startsAt").GetDateTimeOffset();
        return new Incident
        {
            Id = "inc_case",
            Organisation = new OrganisationId("org_case"),
            CorrelationKey = "case",
            Title = "case",
            Status = IncidentStatus.Open,
            RuleId = "default",
            Labels = alert.GetProperty("labels").EnumerateObject().ToDictionary(l => l.Name, l => l.Value.GetString()!),
            Alerts = [new IncidentAlert { Id = "al_case", Name = "case", Status = AlertStatus.Firing, StartsAt = start }],
            AlertCount = 1,
            StartsAt = start,
            OpenedAt = start,
            UpdatedAt = start,
        };
    }
}

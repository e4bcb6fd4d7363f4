using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Incidents;
using OpsWorker.Pipeline.Incidents;
using OpsWorker.Pipeline.Intake;
using OpsWorker.Pipeline.Intake.Sources;

namespace OpsWorker.Scenarios;

/// <summary>Reads the <c>alert.json</c> of a case, an Alertmanager webhook payload.</summary>
internal static class CaseAlert
{
    /// <summary>The incident that the payload opens.</summary>
    public static Incident Incident(string caseFolder)
    {
        using var alert = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(caseFolder, "alert.json")));
        var now = TimeProvider.System.GetUtcNow();
        var batch = new AlertmanagerSource().Read(alert.RootElement, new OrganisationId("org_test"), now);
        return PayloadIncident.From(batch, Path.GetFileName(caseFolder), now);
    }
}

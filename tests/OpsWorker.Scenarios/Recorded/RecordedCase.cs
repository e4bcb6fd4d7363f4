using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Queries;
using OpsWorker.Diagnosis.Evaluation;
using OpsWorker.Kubernetes.Dump;
using OpsWorker.Pipeline.Intake;
using OpsWorker.Pipeline.Rules;
using OpsWorker.Testing;

namespace OpsWorker.Scenarios.Recorded;

/// <summary>A cluster that was recorded while one thing was broken: the alert, the truth and the dump.</summary>
/// <param name="Folder">Its folder.</param>
internal sealed record RecordedCase(string Folder)
{
    public string Name => Path.GetFileName(Folder);

    public ExpectedCause Expected => ExpectedCause.Read(File.ReadAllText(Path.Combine(Folder, "expected.json")));

    /// <summary>Every so many cases, in the order of their names; skips the test where none are beside the repository.</summary>
    public static IReadOnlyList<RecordedCase> Every(int step) =>
        [.. Directory.GetDirectories(Repository.Shared("cases")).Order(StringComparer.Ordinal)
            .Where((_, i) => i % step == 0).Select(f => new RecordedCase(f))];

    /// <summary>Investigates it, perhaps with something between the investigation and the dump.</summary>
    public Task<Investigation> InvestigateAsync(Func<IQueryReader, IQueryReader>? between = null)
    {
        IQueryReader reader = DumpReader.Open(Path.Combine(Folder, "cluster"));
        return Investigation.RunAsync(Incident(), between?.Invoke(reader) ?? reader);
    }

    private Incident Incident()
    {
        using var alert = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "alert.json")));
        var now = TimeProvider.System.GetUtcNow();
        return PayloadIncident.From(new AlertmanagerSource().Read(alert.RootElement, new OrganisationId("org_test"), now), Name, now);
    }
}

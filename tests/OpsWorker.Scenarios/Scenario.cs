using OpsWorker.Scenarios.Reading;
using OpsWorker.Scenarios.Remedies;
using OpsWorker.Testing;

namespace OpsWorker.Scenarios;

/// <summary>A cluster written by hand, the alert that fires about it, and the right answer: a folder of <c>Cases</c>.</summary>
internal sealed class Scenario(string folder)
{
    private static readonly string s_root = Path.Combine(Repository.Root, "tests", "OpsWorker.Scenarios");

    /// <summary>All of them, by number.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. Directory.GetDirectories(Path.Combine(s_root, "Cases")).Select(f => new Scenario(f))
            .OrderBy(s => s.Number.Length).ThenBy(s => s.Number, StringComparer.Ordinal),
    ];

    public string Number => Path.GetFileName(folder);

    public ExpectedAnswer Expected => ExpectedAnswer.Read(Path.Combine(folder, "expected.json"));

    public static Scenario Of(string number) => All.Single(s => s.Number == number);

    public async Task<Investigation> InvestigateAsync()
    {
        using var cluster = ScenarioCluster.Open(Path.Combine(folder, "cluster.yaml"), Path.Combine(s_root, "Bases"));
        return await Investigation.RunAsync(CaseAlert.Incident(folder), cluster.Reader);
    }

    /// <summary>As <see cref="InvestigateAsync"/>, with everything that the cluster has.</summary>
    public async Task<(Investigation Investigation, CaseObjects Objects)> InvestigateWithObjectsAsync(CancellationToken cancellationToken)
    {
        using var cluster = ScenarioCluster.Open(Path.Combine(folder, "cluster.yaml"), Path.Combine(s_root, "Bases"));
        var investigation = await Investigation.RunAsync(CaseAlert.Incident(folder), cluster.Reader);
        return (investigation, await CaseObjects.ReadAsync(cluster.Reader, cancellationToken));
    }
}

using OpsWorker.Scenarios.Reading;
using OpsWorker.Scenarios.Remedies;
using OpsWorker.Testing;

namespace OpsWorker.Scenarios;

/// <summary>A cluster written by hand, the alert that fires about it, and the right answer: a folder of <c>Cases</c>.</summary>
internal sealed class Scenario(string folder)
{
    private static readonly string s_root = Path.Combine(Repository.Root, "tests", "OpsWorker.Scenarios");

    private readonly Lazy<Task<(Investigation Investigation, CaseObjects Objects)>> _investigation = new(() => RunAsync(folder));

    /// <summary>All of them, by number.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. Directory.GetDirectories(Path.Combine(s_root, "Cases")).Select(f => new Scenario(f))
            .OrderBy(s => s.Number.Length).ThenBy(s => s.Number, StringComparer.Ordinal),
    ];

    public string Number => Path.GetFileName(folder);

    public ExpectedAnswer Expected => ExpectedAnswer.Read(Path.Combine(folder, "expected.json"));

    public static Scenario Of(string number) => All.Single(s => s.Number == number);

    /// <summary>The investigation, and everything that the cluster has; run once for all tests.</summary>
    public Task<(Investigation Investigation, CaseObjects Objects)> InvestigateAsync() => _investigation.Value;

    private static async Task<(Investigation Investigation, CaseObjects Objects)> RunAsync(string folder)
    {
        using var cluster = ScenarioCluster.Open(Path.Combine(folder, "cluster.yaml"), Path.Combine(s_root, "Bases"));
        var investigation = await Investigation.RunAsync(CaseAlert.Incident(folder), cluster.Reader);
        return (investigation, await CaseObjects.ReadAsync(cluster.Reader, CancellationToken.None));
    }
}

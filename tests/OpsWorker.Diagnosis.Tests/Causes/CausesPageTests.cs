using System.Text;
using OpsWorker.Diagnosis.Causes;
using OpsWorker.Testing;

namespace OpsWorker.Diagnosis.Tests.Causes;

/// <summary>docs/causes.md is written from the catalogue: run with OPSWORKER_UPDATE_GOLDEN=1 to write it anew.</summary>
public sealed class CausesPageTests
{
    private const string Introduction =
        """
        # Causes

        Each cause that diagnosis names, with the symptom by which kubectl shows it, the evidence that decides it, and the remedy. Written
        from the catalogue of causes and the detectors; `opsworker detectors` lists the same by detector.


        """;

    [Fact]
    public void Every_cause_has_a_symptom() =>
        CauseCatalogue.All.Where(r => r.Layer != CauseLayer.None && r.Symptom.Length == 0).Select(r => r.Code).ShouldBeEmpty();

    [Fact]
    public void The_page_is_that_of_the_catalogue()
    {
        var path = Path.Combine(Repository.Root, "docs", "causes.md");
        var page = Page();
        if (Environment.GetEnvironmentVariable("OPSWORKER_UPDATE_GOLDEN") == "1") File.WriteAllText(path, page);

        (File.Exists(path) ? File.ReadAllText(path) : "")
            .ShouldBe(page, "docs/causes.md is stale; run the test with OPSWORKER_UPDATE_GOLDEN=1 to write it.");
    }

    private static string Page()
    {
        var page = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        foreach (var layer in CauseCatalogue.All.Where(r => r.Layer != CauseLayer.None).GroupBy(r => r.Layer).OrderBy(g => g.Key))
        {
            page.Append("## ").Append(layer.Key).Append("\n\n");
            foreach (var row in layer.OrderBy(r => r.Code.ToString(), StringComparer.Ordinal)) Append(page, row);
        }

        return page.ToString().TrimEnd('\n') + "\n";
    }

    private static void Append(StringBuilder page, CauseRow row)
    {
        var detectors = DetectorCatalogue.All.Where(d => d.Codes.Contains(row.Code)).ToList();
        page.Append("### ").Append(row.Code).Append("\n\n").Append("Symptom: ").Append(row.Symptom).Append("\n\n");
        foreach (var decides in detectors.Select(d => d.Decides).Distinct()) page.Append("Evidence: ").Append(decides).Append("\n\n");
        foreach (var remedy in detectors.Select(d => d.Remedy).Distinct()) page.Append("Remedy: ").Append(remedy).Append("\n\n");
        if (detectors.Count == 0) page.Append("No detector names it yet.\n\n");
    }
}

using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests;

/// <summary>What tests say about a diagnosis.</summary>
internal static class Verdicts
{
    /// <summary>The best cause is this one, of this object, and every quotation is in the evidence.</summary>
    public static RankedCause ShouldFind(this TestCluster cluster, CauseCode code, string name, Dictionary<string, string>? labels = null) =>
        cluster.ShouldFindAnd(code, name, labels).Causes[0];

    /// <summary>As <see cref="ShouldFind"/>, for what else the result says.</summary>
    public static DiagnosisResult ShouldFindAnd(this TestCluster cluster, CauseCode code, string name, Dictionary<string, string>? labels = null)
    {
        var result = cluster.Diagnose(labels);
        var found = string.Join("; ", result.Causes.Select(c => $"{c.Confidence:0.00} {c.Finding.Cause} {c.Finding.Object}"));
        result.Verdict.ShouldBe(code, found);
        result.Causes[0].Finding.Object.Name.ShouldBe(name, found);
        foreach (var cause in result.Causes) CitationCheck.Holds(cause.Finding, cluster.State).ShouldBeTrue();
        result.Causes[0].Finding.Remedy.Commands.ShouldNotBeEmpty();
        return result;
    }

    /// <summary>None of the causes has this code.</summary>
    public static void ShouldNotFind(this TestCluster cluster, CauseCode code) =>
        cluster.Diagnose().Causes.ShouldNotContain(c => c.Finding.Cause == code);
}

using System.Diagnostics;
using System.Text.Json;
using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Models;
using OpsWorker.Diagnosis;
using OpsWorker.Kubernetes.State;
using OpsWorker.Pipeline.Incidents;
using OpsWorker.Server.Commands;

namespace OpsWorker.Server.Evaluation;

/// <summary>Investigates one case.</summary>
internal static class CaseRunner
{
    /// <summary>The outcome; what goes wrong with a case is part of it.</summary>
    public static async Task<CaseOutcome> RunAsync(CaseFolder folder, bool withVariants, CancellationToken cancellationToken)
    {
        try
        {
            return await InvestigateAsync(folder, withVariants, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new CaseOutcome { Case = folder.Name, Error = e is UserErrorException ? e.Message : e.ToString() };
        }
    }

    private static async Task<CaseOutcome> InvestigateAsync(CaseFolder folder, bool withVariants, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var started = Stopwatch.GetTimestamp();
        var incident = PayloadIncident.From(AlertFile.Read(folder.AlertFile, now), clusterId: folder.Name, now);
        var (report, context) = await Investigator.RunAsync(
            incident, DumpArgument.Open(folder.ClusterFolder), ModelSet.None, CodeHostSet.None, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started);
        var (expected, truthError) = await TruthAsync(folder, cancellationToken);
        return new CaseOutcome
        {
            Case = folder.Name,
            Line = Line(folder, report.Diagnosis, elapsed),
            Expected = expected,
            TruthError = truthError,
            Collection = folder.Collection,
            Variants = withVariants ? VariantsOf(context.Evidence, Scope.From(incident)) : [],
            Rounds = context.Rounds,
            Queries = context.Evidence.Count,
            Bytes = report.Evidence.Sum(evidence => evidence.Bytes),
        };
    }

    private static IReadOnlyList<CaseCause?> VariantsOf(IReadOnlyList<Evidence> evidence, Scope scope) =>
    [
        .. new DiagnosisEngine(DetectorCatalogue.All)
            .Answers(ClusterState.From(evidence), scope, WeightVariant.All.Select(v => v.Weights))
            .Select(answer => answer is null ? null : new CaseCause(answer.Finding.Cause, answer.Finding.Object, answer.Confidence)),
    ];

    // A truth that cannot be read costs the score of the case, not its answer.
    private static async Task<(ExpectedCause? Expected, string? Error)> TruthAsync(CaseFolder folder, CancellationToken cancellationToken)
    {
        if (!File.Exists(folder.ExpectedFile)) return (null, null);
        try
        {
            return (ExpectedCause.Read(await File.ReadAllTextAsync(folder.ExpectedFile, cancellationToken)), null);
        }
        catch (JsonException e)
        {
            return (null, $"expected.json is not read, so the case is not scored: {e.Message}");
        }
    }

    private static CaseLine Line(CaseFolder folder, DiagnosisResult diagnosis, TimeSpan elapsed) => new(
        folder.Name,
        [.. diagnosis.Causes.Select(cause => new CaseCause(cause.Finding.Cause, cause.Finding.Object, Math.Round(cause.Confidence, 3)))],
        diagnosis.Verdict,
        (long)elapsed.TotalMilliseconds);
}

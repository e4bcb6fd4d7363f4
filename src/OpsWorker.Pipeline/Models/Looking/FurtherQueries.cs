using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Models;
using OpsWorker.Core.Queries;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Pipeline.Models.Calls;
using OpsWorker.Pipeline.Models.Claims;

namespace OpsWorker.Pipeline.Models.Looking;

/// <summary>
/// Lets a model propose queries where the engine has found nothing. They are data of a closed list, read only, within the namespaces of the
/// incident and of earlier queries; the answers are evidence, from which the engine concludes again.
/// </summary>
internal static class FurtherQueries
{
    /// <summary>The maximum number of queries of a round.</summary>
    public const int MaxQueries = 6;

    private const int MaxListed = 80;

    /// <summary>The accepted queries, none of which was asked before, and the call.</summary>
    public static async Task<(IReadOnlyList<Query> Queries, ModelCallSummary Call)> ProposeAsync(
        IInvestigationContext context,
        Incident incident,
        DiagnosisResult result,
        IReadOnlyList<Evidence> evidence,
        CancellationToken cancellationToken)
    {
        var request = Prompts.LookFurther(Material(incident, result, evidence).Write());
        var call = new ModelCall(ModelStage.LookFurther, [request]) { Limit = incident.Terms?.Budget };
        var (summary, text) = await context.AskModelAsync(call, cancellationToken);
        var namespaces = NamespacesOf(incident, evidence);
        var asked = evidence.Select(e => Key(e.Result.Query)).ToHashSet(StringComparer.Ordinal);
        var checkedQueries = (ProposedQueries.Parse(text)?.Queries ?? []).OfType<ProposedQuery>().Take(MaxQueries)
            .Select(proposed => proposed.Check(namespaces))
            .ToList();
        var accepted = checkedQueries.Select(q => q.Query).OfType<Query>().Where(query => asked.Add(Key(query))).ToList();
        var steps = checkedQueries.Select(q => q.Refusal).OfType<string>().Select(reason => $"A query was refused: {reason}");
        return (accepted, summary with { Steps = [.. summary.Steps, .. steps] });
    }

    private static string Key(Query query) => (query with { Timestamps = false, TailLines = null }).ToString();

    private static HashSet<string> NamespacesOf(Incident incident, IReadOnlyList<Evidence> evidence)
    {
        var namespaces = evidence.Select(e => e.Result.Query.Namespace).OfType<string>().ToHashSet(StringComparer.Ordinal);
        if (incident.Labels.TryGetValue("namespace", out var ns)) namespaces.Add(ns);
        return namespaces;
    }

    private static CaseMaterial Material(Incident incident, DiagnosisResult result, IReadOnlyList<Evidence> evidence)
    {
        var material = CaseMaterial.Of(incident, [], MaterialSize.Full);
        material.AddFact($"namespaces: {string.Join(", ", NamespacesOf(incident, evidence).Order(StringComparer.Ordinal))}");
        foreach (var line in result.LookedAt.Take(MaxListed)) material.AddFact($"looked at: {line}");
        foreach (var finding in result.Unrelated.Take(MaxListed))
        {
            material.AddFact($"seen: {finding.Cause} of {finding.Object}: {finding.Summary}");
        }

        foreach (var item in evidence.Take(MaxListed)) material.AddFact($"asked: {item.Result.Query} ({item.Result.Outcome})");
        return material;
    }
}

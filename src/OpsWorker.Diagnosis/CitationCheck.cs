using System.Text.Json;
using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis;

/// <summary>Checks that a quotation is in the evidence that it names, in the object and field that it names.</summary>
public static class CitationCheck
{
    /// <summary>Whether a finding has citations and all of them hold.</summary>
    public static bool Holds(Finding finding, ClusterState state) =>
        finding.Citations.Count > 0 && finding.Citations.All(c => Holds(c, state));

    /// <summary>Whether the quotation is there, to the letter.</summary>
    public static bool Holds(Citation citation, ClusterState state)
    {
        if (citation.Quote.Length == 0 || !state.Evidence.TryGetValue(citation.EvidenceId, out var evidence)) return false;
        if (citation.Object is not { } about || citation.Field == Cite.LogField)
        {
            return evidence.Result.Content.Contains(citation.Quote, StringComparison.Ordinal);
        }

        if (state.Find(about) is not { } item || item.EvidenceId != citation.EvidenceId) return false;
        if (FieldPath.Find(item.Raw, citation.Field) is not { } value) return false;
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return text.Contains(citation.Quote, StringComparison.Ordinal);
    }
}

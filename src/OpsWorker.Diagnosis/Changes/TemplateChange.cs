using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Changes;

/// <summary>The fields of the pod template that the newest revision of a workload changed.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Before">The revision before.</param>
/// <param name="After">The newest revision.</param>
/// <param name="Fields">What differs; never empty.</param>
internal sealed record TemplateChange(ObjectReference Workload, Revision Before, Revision After, IReadOnlyList<FieldChange> Fields)
{
    /// <summary>The last change of a workload; null where it has one revision only, or none that differs.</summary>
    public static TemplateChange? Of(ObjectReference workload, ClusterState state)
    {
        var revisions = Revision.Of(workload, state);
        if (revisions is not [var after, var before, ..]) return null;
        var fields = TemplateDiff.Between(before.Template, after.Template);
        return fields.Count == 0 ? null : new TemplateChange(workload, before, after, fields);
    }

    /// <summary>The changed fields in a sentence.</summary>
    public string Describe() => FieldChange.Join(Fields);

    /// <summary>Quotes each field as it is and as it was.</summary>
    public IEnumerable<Citation?> Quotes() => Fields.SelectMany(f => new[] { After.Quote(f), Before.Quote(f) });
}

using OpsWorker.Diagnosis.Ranking;
using System.Globalization;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Diagnosis.Symptoms;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Storage;

/// <summary>Claims whose volume has next to no room left, by the kubelet's own measurements of bytes and inodes.</summary>
public sealed class VolumeUsageDetector : IDetector
{
    // The mixin's alerts fire at three per cent; of one that predicts that the volume will be full, at fifteen.
    private const double Full = Thresholds.VolumeFullShare;
    private const double Filling = Thresholds.VolumeFillingShare;

    private static readonly (string Free, string All, string Of)[] s_measures =
    [
        ("kubelet_volume_stats_available_bytes", "kubelet_volume_stats_capacity_bytes", "space"),
        ("kubelet_volume_stats_inodes_free", "kubelet_volume_stats_inodes", "inodes"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.VolumeFull];

    /// <inheritdoc/>
    public string Decides => "The kubelet's measurements of a claim's volume: free and all bytes, free and all inodes.";

    /// <inheritdoc/>
    public string Remedy => "Remove what is not needed, or let the claim ask for more, where its StorageClass allows that.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from measure in s_measures
        from free in context.State.Series
        where free.Name == measure.Free && free.Samples.Count > 0
        let claim = ClaimOf(free, context)
        where claim is not null
        let all = context.State.Series.FirstOrDefault(s => s.Name == measure.All && s.Samples.Count > 0 && IsOf(s, claim))
        where all is not null && all.Samples[^1].Value > 0
        let share = free.Samples[^1].Value / all.Samples[^1].Value
        let isNamed = context.Symptom.Kind == SymptomKind.Capacity && context.Symptom.Subjects.Contains(claim.Reference)
        where share >= 0 && share < (isNamed ? Filling : Full)
        select Find(claim, free, share, measure.Of, isNamed, context);

    private static PersistentVolumeClaim? ClaimOf(TimeSeries series, DiagnosisContext context) => context.State.Find<PersistentVolumeClaim>(
        series.Labels.GetValueOrDefault("namespace"), series.Labels.GetValueOrDefault("persistentvolumeclaim"));

    private static bool IsOf(TimeSeries series, PersistentVolumeClaim claim) =>
        series.Labels.GetValueOrDefault("namespace") == claim.Namespace
        && series.Labels.GetValueOrDefault("persistentvolumeclaim") == claim.Name;

    private Finding Find(
        PersistentVolumeClaim claim, TimeSeries free, double share, string of, bool isNamed, DiagnosisContext context) => new()
        {
            Cause = CauseCode.VolumeFull,
            Object = claim.Reference,
            Summary = string.Create(
                CultureInfo.InvariantCulture, $"The volume of {claim.Reference} has {share * 100:0.#} % of its {of} left."),
            Confidence = isNamed ? Certainty.Stated : Certainty.Implied,
            Citations = Cite.All(Cite.Series(free), Cite.Field(claim, "status.capacity.storage")),
            Remedy = SafeRemedy.Of(Remedy, [Kubectl.Describe(claim.Reference), Kubectl.Edit(claim.Reference)]),
            Affects = [.. context.Workloads.Where(w => w.Pods.Any(p => PodFacts.Mounts(p, claim))).Select(w => w.Reference)],
        };
}

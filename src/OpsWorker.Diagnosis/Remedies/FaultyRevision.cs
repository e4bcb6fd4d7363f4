using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Causes;
using OpsWorker.Diagnosis.Changes;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Remedies;

/// <summary>The revision of a workload with which a fault began.</summary>
/// <param name="Change">The fields that it changed.</param>
/// <param name="IsQuoted">True if the finding quotes a field that it changed; else only its time speaks for it.</param>
internal sealed record FaultyRevision(TemplateChange Change, bool IsQuoted)
{
    private static readonly TimeSpan s_longBefore = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_before = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_after = TimeSpan.FromMinutes(10);

    // Nothing in a pod template makes these.
    private static readonly CauseCode[] s_outside =
    [
        CauseCode.NodeCordoned, CauseCode.ImagePullRateLimited, CauseCode.ImageRegistryUnreachable,
            CauseCode.ImageRegistryCertificateUntrusted,
        CauseCode.NodeKernelSettingWrong, CauseCode.SchedulerUnavailable, CauseCode.NodeGroupAtMaximum, CauseCode.VolumeLimitReached,
        CauseCode.ScaledToZero, CauseCode.Evicted, CauseCode.CertificateExpired, CauseCode.CloudPermissionDenied,
            CauseCode.MigrationLockHeld,
    ];

    /// <summary>The revision at fault; null where none is, or where there is none to return to.</summary>
    public static FaultyRevision? Of(Finding finding, DiagnosisContext context)
    {
        foreach (var workload in finding.Affects.Prepend(finding.Object)
            .Where(o => o.Kind is nameof(Deployment) or nameof(StatefulSet) or nameof(DaemonSet)))
        {
            if (context.State.Find(workload) is Deployment { Spec.Paused: true }
                || TemplateChange.Of(workload, context.State) is not { Before.Number: > 0 } change) continue;
            if (finding.Cause == CauseCode.BadRollout || IsQuotedIn(finding, change, context)) return new FaultyRevision(change, true);
            if (workload != finding.Object || !IsOfTemplate(finding.Cause)) continue;
            if (BeganWith(change, finding, context)) return new FaultyRevision(change, false);
        }

        return null;
    }

    /// <summary>Names the revision, what it changed and the revision to return to, in a sentence.</summary>
    public string Describe() => IsQuoted
        ? $"Revision {Change.After.Number} changed {Change.Describe()}: return to revision {Change.Before.Number}, or correct the field."
        : $"It began with revision {Change.After.Number}, which changed {Change.Describe()}: return to revision {Change.Before.Number}.";

    private static bool IsOfTemplate(CauseCode code) =>
        CauseCatalogue.Of(code).Layer is CauseLayer.Startup or CauseLayer.Runtime or CauseLayer.Scheduling or CauseLayer.Controllers
            && !s_outside.Contains(code);

    // A change of last month is how things are; a limit that was raised is not what a container is killed at.
    private static bool IsQuotedIn(Finding finding, TemplateChange change, DiagnosisContext context) =>
        !(change.After.CreatedAt < (finding.Since ?? context.Scope.StartsAt) - s_longBefore)
        && !change.Fields.Any(IsRaisedLimit)
        && finding.Citations.Any(c => IsOf(c, change));

    private static bool IsRaisedLimit(FieldChange field) => field.Path.Contains(".resources.limits", StringComparison.Ordinal)
        && Quantity.TryParse(field.Before?.ToString(), out var before) && Quantity.TryParse(field.After?.ToString(), out var after)
        && after > before;

    private static bool IsOf(Citation citation, TemplateChange change) => citation.Object is { } about
        && (about == change.Workload || about.Kind == nameof(Pod))
        && (about != change.Workload ? citation.Field : After(citation.Field, "spec.template.")) is { } field
        && change.Fields.Any(f => IsWithin(field, f.Path) || IsWithin(f.Path, field));

    private static string? After(string field, string prefix) => field.StartsWith(prefix, StringComparison.Ordinal)
        ? field[prefix.Length..] : null;

    private static bool IsWithin(string path, string parent) => path.StartsWith(parent, StringComparison.Ordinal)
        && (path.Length == parent.Length || path[parent.Length] is '.' or '[');

    // Pods of the revision before that fail alike acquit the new one.
    private static bool BeganWith(TemplateChange change, Finding finding, DiagnosisContext context)
    {
        var onset = finding.Since ?? context.Scope.StartsAt;
        if (change.After.CreatedAt is not { } made || made < onset - s_before || made > onset + s_after) return false;
        var failing = context.State.PodsOf(change.Workload).Where(p => !PodFacts.IsGoing(p) && !PodFacts.IsReady(p)).ToList();
        return failing.Exists(change.After.Made) && !failing.Exists(change.Before.Made);
    }
}

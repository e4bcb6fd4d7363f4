using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Causes;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Changes;

/// <summary>The questions to code hosts: of workloads that fail, or that the alert names, and were rolled out shortly before it.</summary>
internal static class ChangeQuestions
{
    private const int MaxQuestions = 3;
    private const int MaxCauses = 2;
    private const int MaxSuspects = 20;
    private const string Revision = "org.opencontainers.image.revision";
    private const string Version = "app.kubernetes.io/version";

    // OCI, Label Schema, OpenShift, Backstage.
    private static readonly string[] s_sources =
    [
        "org.opencontainers.image.source", "org.label-schema.vcs-url", "app.openshift.io/vcs-uri", "backstage.io/source-location",
    ];

    /// <summary>The questions, the likeliest workload first.</summary>
    /// <param name="causes">The causes that were found, best first.</param>
    /// <param name="context">The context.</param>
    public static IReadOnlyList<ChangeQuestion> Of(IReadOnlyList<RankedCause> causes, DiagnosisContext context) =>
        context.Scope.StartsAt <= DateTimeOffset.UnixEpoch
            ? []
            : [.. Suspects(causes, context).SelectMany(w => Of(w, context)).Take(MaxQuestions)];

    private static IEnumerable<ObjectReference> Suspects(IReadOnlyList<RankedCause> causes, DiagnosisContext context) => causes
        .Take(MaxCauses)
        .Where(c => CauseCatalogue.Of(c.Finding.Cause).Layer != CauseLayer.Infrastructure)
        .SelectMany(c => c.Finding.Affects.Prepend(c.Finding.Object))
        .Concat(context.Symptom.Subjects)
        .SelectMany(context.WorkloadsOf)
        .Where(w => w.Kind is nameof(Deployment) or nameof(StatefulSet) or nameof(DaemonSet))
        .Distinct()
        .Take(MaxSuspects);

    private static IEnumerable<ChangeQuestion> Of(ObjectReference workload, DiagnosisContext context)
    {
        if (RollOut.LastBefore(workload, context) is not { } rollOut) return [];
        var images = rollOut.Images().ToList();
        var changed = images.Where(i => i.Before != i.After).ToList();

        // A restart pulls what a tag has become; other fields were changed by a deployment of the same images.
        var asked = changed.Count > 0 ? changed : images.Take(1);
        return asked.Select(i => Of(rollOut, i, i == images[0], context));
    }

    private static ChangeQuestion Of(
        RollOut rollOut, (string Container, ImageReference Before, ImageReference After) image, bool isMain, DiagnosisContext context)
    {
        var component = image.After.Name[(image.After.Name.LastIndexOf('/') + 1)..];
        var commits = VersionNames.Steps(Pod(rollOut.Before, Revision), Pod(rollOut.After, Revision), component);
        var tags = VersionNames.Steps(image.Before.Tag, image.After.Tag, component);
        var labels = VersionNames.Steps(
            RollOut.PodText(rollOut.Before, "labels", Version), RollOut.PodText(rollOut.After, "labels", Version), component);
        return new ChangeQuestion
        {
            Workload = rollOut.Workload,
            RolledOutAt = rollOut.At,
            Image = image.After.Name,

            // What annotations say is said of the image that the workload is there for.
            Sources = isMain ? Sources(rollOut, context) : [],
            Versions = isMain ? [.. commits.Concat(tags).Concat(labels).Distinct()] : [.. tags],
            HasNewImage = image.Before != image.After || rollOut.Fields.Count == 0,
        };
    }

    private static string? Pod(Revision revision, string annotation) => RollOut.PodText(revision, "annotations", annotation);

    private static IReadOnlyList<string> Sources(RollOut rollOut, DiagnosisContext context)
    {
        var annotations = context.State.Find(rollOut.Workload)?.Metadata.Annotations;
        return
        [
            .. s_sources.SelectMany(name => new[] { Pod(rollOut.After, name), annotations?.GetValueOrDefault(name) })
                .OfType<string>()
                .Distinct(),
        ];
    }
}

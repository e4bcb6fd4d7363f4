using System.Globalization;
using System.Text.Json;
using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Changes;

/// <summary>The step of a workload from a revision of its pod template to another one.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Before">The revision before.</param>
/// <param name="After">The revision after; an older one where the workload returned to it.</param>
/// <param name="At">The time.</param>
internal sealed record RollOut(ObjectReference Workload, Revision Before, Revision After, DateTimeOffset At)
{
    private const string History = "deployment.kubernetes.io/revision-history";

    // An alert's rule waits before it fires, and its sender's clock may be ahead.
    private static readonly TimeSpan s_before = TimeSpan.FromHours(2);
    private static readonly TimeSpan s_clocks = TimeSpan.FromMinutes(2);

    /// <summary>The fields that differ; empty for a restart.</summary>
    public IReadOnlyList<FieldChange> Fields { get; } = TemplateDiff.Between(Before.Template, After.Template);

    /// <summary>The last roll-out of a workload before the alert; null where there was none shortly before it.</summary>
    public static RollOut? LastBefore(ObjectReference workload, DiagnosisContext context)
    {
        var alert = context.Scope.StartsAt;
        return Of(workload, context).FirstOrDefault(r => r.At <= alert + s_clocks) is { } last && last.At >= alert - s_before ? last : null;
    }

    /// <summary>The containers after the roll-out with their images before it, as far as both are there.</summary>
    public IEnumerable<(string Container, ImageReference Before, ImageReference After)> Images()
    {
        var before = Containers(Before).DistinctBy(c => c.Name).ToDictionary(c => c.Name, c => c.Image);
        return from container in Containers(After)
               where before.ContainsKey(container.Name)
               select (container.Name, ImageReference.Parse(before[container.Name]), ImageReference.Parse(container.Image));
    }

    /// <summary>An annotation or a label of the pods that a revision makes.</summary>
    public static string? PodText(Revision revision, string field, string name) =>
        FieldPath.Find(revision.Template, $"metadata.{field}") is { ValueKind: JsonValueKind.Object } texts
            && texts.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static IEnumerable<RollOut> Of(ObjectReference workload, DiagnosisContext context)
    {
        var revisions = Revision.Of(workload, context.State).SelectMany(Numbered).OrderByDescending(r => r.Number).ToList();
        return from pair in revisions.Zip(revisions.Skip(1))
               let at = TimeOf(pair.First, pair.Second, workload, context)
               where at is not null
               select new RollOut(workload, pair.Second, pair.First, at.GetValueOrDefault());
    }

    // A ReplicaSet that was returned to has a new number, and its earlier ones in an annotation.
    private static IEnumerable<Revision> Numbered(Revision revision) =>
        (revision.Item.Metadata.Annotations.GetValueOrDefault(History) ?? "").Split(',')
            .Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(number => number > 0)
            .Select(number => revision with { Number = number })
            .Append(revision);

    // A revision that was returned to is older than the one before it: its newest pods say when.
    private static DateTimeOffset? TimeOf(Revision after, Revision before, ObjectReference workload, DiagnosisContext context) =>
        after.CreatedAt >= before.CreatedAt
            ? after.CreatedAt
            : context.State.PodsOf(workload).Where(after.Made)
                .Select(pod => pod.Metadata.CreationTimestamp)
                .Where(made => made > before.CreatedAt)
                .Min();

    private static IEnumerable<(string Name, string Image)> Containers(Revision revision)
    {
        if (FieldPath.Find(revision.Template, "spec.containers") is not { ValueKind: JsonValueKind.Array } containers) yield break;
        foreach (var container in containers.EnumerateArray().Where(c => c.ValueKind == JsonValueKind.Object))
        {
            if (Text(container, "name") is { } name && Text(container, "image") is { } image) yield return (name, image);
        }
    }

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

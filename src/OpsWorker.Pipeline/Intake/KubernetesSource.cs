using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;

namespace OpsWorker.Pipeline.Intake;

/// <summary>
/// Reads what the agent of a cluster sees break there: <see cref="ClusterProblems"/>. It is no webhook and not in
/// <see cref="AlertSources"/>, as it needs to know by the agent's credential whose cluster it is.
/// </summary>
/// <param name="cluster">The cluster of the credential; nothing of it is read from the payload.</param>
public sealed class KubernetesSource(Cluster cluster) : IAlertSource
{
    /// <summary>The name of the source.</summary>
    public const string SourceName = "kubernetes";

    private const string KindAnnotation = "kind";
    private const string NameAnnotation = "name";

    // Of what Scope (OpsWorker.Diagnosis) knows under another name; any other kind is a label in lower case.
    private const string JobLabel = "job_name";

    /// <inheritdoc/>
    public string Name => SourceName;

    /// <inheritdoc/>
    public bool Resembles(JsonElement payload) => Shape.Has(payload, "version", "problems");

    /// <inheritdoc/>
    public void Read(JsonElement payload, BatchReader batch)
    {
        var root = PayloadNode.Root(payload);
        var version = root.Text("version");
        if (version != ClusterProblems.CurrentVersion)
        {
            throw new InvalidPayloadException("version", $"Is {version ?? "missing"}; \"{ClusterProblems.CurrentVersion}\" was expected.");
        }

        var problems = root.Array("problems");
        if (problems.Count > ClusterProblems.MaxProblems)
        {
            throw new InvalidPayloadException(
                "problems", $"Has {problems.Count} entries; at most {ClusterProblems.MaxProblems} are accepted.", tooLarge: true);
        }

        batch.ReadEach(problems, ReadProblem);
    }

    /// <summary>The problem that an alert of this cluster was made from; null where it is another one's, or of another source.</summary>
    public ClusterProblem? ProblemOf(Alert alert)
    {
        if (alert.Source != SourceName
            || KubernetesProblem.OfAlert(alert.Name) is not { } problem
            || !alert.Annotations.TryGetValue(KindAnnotation, out var kind)
            || !alert.Annotations.TryGetValue(NameAnnotation, out var name))
        {
            return null;
        }

        var read = new ClusterProblem
        {
            Problem = problem.Kind,
            Status = alert.Status,
            Namespace = alert.Labels.GetValueOrDefault("namespace"),
            Kind = kind,
            Name = name,
            Container = alert.Labels.GetValueOrDefault("container"),
            Pod = kind == "Pod" ? null : alert.Labels.GetValueOrDefault("pod"),
            Message = alert.Description,
            StartsAt = alert.StartsAt,
            EndsAt = alert.EndsAt,
        };
        return FingerprintOf(read) == alert.Fingerprint ? read : null;
    }

    private AlertDraft ReadProblem(PayloadNode node)
    {
        var name = node.Text("problem");
        var known = KubernetesProblem.Named(name)
            ?? throw node.Invalid(
                "problem", $"Is {name ?? "missing"}; one of {string.Join(", ", Enum.GetNames<ProblemKind>())} was expected.");
        var problem = new ClusterProblem
        {
            Problem = known.Kind,
            Status = StatusOf(node),
            Namespace = node.Text("namespace"),
            Kind = Given(node, "kind"),
            Name = Given(node, "name"),
            Container = node.Text("container"),
            Pod = node.Text("pod"),
            Message = node.Text("message"),
            StartsAt = node.Time("startsAt") ?? throw node.Invalid("startsAt", "Is missing; an RFC 3339 time was expected."),
            EndsAt = node.Time("endsAt"),
        };
        return Draft(problem, known);
    }

    private AlertDraft Draft(ClusterProblem problem, KubernetesProblem known)
    {
        var container = problem.Container is { } named ? $": container {named}" : "";
        return new AlertDraft
        {
            Fingerprint = FingerprintOf(problem),
            Status = problem.Status,
            Name = known.AlertName,
            Severity = known.Severity,
            Summary = $"{problem.Kind} {problem.Name}{container} {known.Summary}",
            Description = problem.Message,
            Labels = LabelsOf(problem, known),
            Annotations = new Dictionary<string, string> { [KindAnnotation] = problem.Kind, [NameAnnotation] = problem.Name },
            StartsAt = problem.StartsAt,
            EndsAt = problem.EndsAt,
        };
    }

    // A pod's node is no label: pods of one namespace belong together, whatever node they run on.
    private Dictionary<string, string> LabelsOf(ClusterProblem problem, KubernetesProblem known)
    {
        var labels = new Dictionary<string, string> { ["alertname"] = known.AlertName, ["cluster"] = cluster.Name };
        if (problem.Namespace is { } ns) labels["namespace"] = ns;
        if (problem.Pod is { } pod) labels["pod"] = pod;
        if (problem.Container is { } container) labels["container"] = container;
        labels[problem.Kind == "Job" ? JobLabel : problem.Kind.ToLowerInvariant()] = problem.Name;
        return labels;
    }

    private string FingerprintOf(ClusterProblem problem) => Identifier.From(
        "problem", cluster.Id, problem.Problem.ToString(), problem.Namespace ?? "", problem.Kind, problem.Name, problem.Container ?? "");

    private static AlertStatus StatusOf(PayloadNode node) => node.Text("status") switch
    {
        nameof(AlertStatus.Firing) => AlertStatus.Firing,
        nameof(AlertStatus.Resolved) => AlertStatus.Resolved,
        var other => throw node.Invalid("status", $"Is {other ?? "missing"}; \"Firing\" or \"Resolved\" was expected."),
    };

    private static string Given(PayloadNode node, string name) =>
        node.Text(name) is { Length: > 0 } text ? text : throw node.Invalid(name, "Is missing; a name was expected.");
}

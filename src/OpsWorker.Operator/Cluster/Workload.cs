using System.Globalization;
using System.Text.Json.Nodes;

namespace OpsWorker.Operator.Cluster;

/// <summary>A Deployment, StatefulSet or DaemonSet as the API server has it.</summary>
/// <param name="Json">The object.</param>
internal sealed record Workload(JsonObject Json)
{
    /// <summary>The annotation with the ids of the last commands that changed the object, newest first.</summary>
    public const string CommandsAnnotation = "opsworker.io/commands";

    private const int RememberedCommands = 10;

    private static readonly string[] s_gitOpsMarks =
    [
        "argocd.argoproj.io/instance", "argocd.argoproj.io/tracking-id", "kustomize.toolkit.fluxcd.io/name", "helm.toolkit.fluxcd.io/name",
    ];

    public string ResourceVersion => Text("resourceVersion");

    public string Uid => Text("uid");

    /// <summary>
    /// Changes with every change of the specification, back and forth too, and not with the status: a controller writes that at any time.
    /// </summary>
    public string State => $"{Uid}/{Metadata["generation"]?.ToString() ?? "0"}";

    public bool IsPaused => (bool?)Json["spec"]?["paused"] == true;

    public int? Replicas => (int?)Json["spec"]?["replicas"];

    /// <summary>True if the command changed the object.</summary>
    public bool Remembers(string commandId) => Commands.Contains(commandId);

    /// <summary>The annotation with a further command.</summary>
    public string WithCommand(string commandId) => string.Join(',', Commands.Prepend(commandId).Take(RememberedCommands));

    /// <summary>True if the field manager owns fields of the subresource.</summary>
    public bool IsManagedBy(string manager, string subresource) => (Metadata["managedFields"] as JsonArray ?? []).Any(
        entry => (string?)entry?["manager"] == manager && (string?)entry["subresource"] == subresource);

    /// <summary>The GitOps tool's mark on the object, which may set back what is changed here; null without one.</summary>
    public string? GitOpsMark => s_gitOpsMarks.FirstOrDefault(
        mark => Metadata["annotations"]?[mark] is not null || Metadata["labels"]?[mark] is not null);

    private IReadOnlyList<string> Commands =>
        ((string?)Metadata["annotations"]?[CommandsAnnotation])?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private JsonNode Metadata => Json["metadata"]!;

    private string Text(string field) => Convert.ToString(Metadata[field], CultureInfo.InvariantCulture) ?? "";
}

using System.Globalization;
using OpsWorker.Core.Commands;
using OpsWorker.Core.Findings;

namespace OpsWorker.Pipeline.Commands;

/// <summary>A command that somebody wants.</summary>
/// <param name="Cluster">The cluster's name or id.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Kind">The object's kind, in upper or lower case.</param>
/// <param name="Namespace">The object's namespace.</param>
/// <param name="Name">The object's name.</param>
/// <param name="Reason">The reason, which approvers and the audit log see.</param>
/// <param name="Replicas">See <see cref="ClusterCommand.Replicas"/>.</param>
public sealed record CommandDraft(
    string? Cluster, CommandOperation? Operation, string? Kind, string? Namespace, string? Name, string? Reason, int? Replicas = null)
{
    private const int MaxNamespace = 63;
    private const int MaxName = 253;

    /// <summary>The object, if every field is valid.</summary>
    /// <exception cref="InvalidCommandException">A field is missing or wrong.</exception>
    public ObjectReference Check()
    {
        if (string.IsNullOrEmpty(Cluster)) throw new InvalidCommandException("cluster", "The cluster's name or id was expected.");
        if (Operation is not { } operation)
        {
            throw new InvalidCommandException("operation", $"One of {string.Join(", ", Enum.GetNames<CommandOperation>())} was expected.");
        }

        var kinds = CommandOperations.KindsOf(operation);
        var kind = kinds.FirstOrDefault(k => k.Equals(Kind, StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidCommandException("target.kind", $"{operation} changes a {string.Join(", ", kinds)}.");
        if (!IsName(Namespace, MaxNamespace)) throw new InvalidCommandException("target.namespace", "A namespace's name was expected.");
        if (!IsName(Name, MaxName)) throw new InvalidCommandException("target.name", $"The name of a {kind} was expected.");
        CheckReplicas(operation);
        if (string.IsNullOrWhiteSpace(Reason) || Reason.Length > ClusterCommand.MaxReason)
        {
            throw new InvalidCommandException("reason", $"A text of 1 to {ClusterCommand.MaxReason} characters was expected.");
        }

        return new ObjectReference(kind, Namespace, Name!);
    }

    private void CheckReplicas(CommandOperation operation)
    {
        if (operation != CommandOperation.Scale && Replicas is not null)
        {
            throw new InvalidCommandException("replicas", $"{operation} takes no replicas.");
        }

        if (operation == CommandOperation.Scale && Replicas is not (>= 0 and <= ClusterCommand.MaxReplicas))
        {
            throw new InvalidCommandException(
                "replicas",
                string.Create(CultureInfo.InvariantCulture, $"A number from 0 to {ClusterCommand.MaxReplicas} was expected."));
        }
    }

    // RFC 1123, as Kubernetes requires: nothing of it means anything in a path.
    private static bool IsName(string? text, int max) =>
        text is { Length: > 0 } && text.Length <= max
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.')
        && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1]);
}

using System.Text;
using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Printing.Descriptions;
using OpsWorker.Kubernetes.Queries.Resources;
using OpsWorker.Kubernetes.Queries.Syntax;

namespace OpsWorker.Kubernetes.Printing;

/// <summary>The output of a command.</summary>
/// <param name="Text">The text for standard output.</param>
/// <param name="Errors">The text for standard error; empty if there are no errors.</param>
/// <param name="HasFailed">Something was refused, does not exist or was left out: the exit code is not 0.</param>
public sealed record PrintedAnswer(string Text, string Errors, bool HasFailed);

/// <summary>
/// Prints answers as kubectl prints them: the same columns for the common kinds, name and age for others. What would act on a terminal
/// is shown as an escape.
/// </summary>
public static class KubectlPrinter
{
    /// <summary>
    /// True if the columns of <c>kubectl get</c> are defined here for the resource; otherwise use the API server's table.
    /// </summary>
    public static bool HasColumns(string resource) => KnownResources.Find(resource) is { } known && KindColumns.Has(known.Kind);

    /// <summary>Prints the answers to a command's queries.</summary>
    /// <param name="command">The command.</param>
    /// <param name="results">One for each of its queries, in order.</param>
    public static PrintedAnswer Print(KubectlCommand command, IReadOnlyList<QueryResult> results)
    {
        var problems = AnswerProblems.Of(command, results);
        var text = results.Any(result => result.Outcome == QueryOutcome.Success) ? Text(command, results) : "";
        var errors = new StringBuilder(problems.Text);
        if (text.Length == 0 && !problems.AreShown && NothingFound(command, results) is { } nothing) errors.Append(nothing).Append('\n');
        return new PrintedAnswer(VisibleText.Lines(text), VisibleText.Lines(errors.ToString()), problems.HaveFailed);
    }

    /// <summary>Prints a table that the API server laid out (meta/v1).</summary>
    public static string PrintTable(string table, KubectlCommand command)
    {
        using var document = JsonDocument.Parse(table);
        return ServerTable.Write(document.RootElement, command);
    }

    private static string Text(KubectlCommand command, IReadOnlyList<QueryResult> results)
    {
        IReadOnlyList<QueryResult> found = [.. results.Where(result => result.Outcome == QueryOutcome.Success)];
        switch (command.View)
        {
            case KubectlView.Describe: return Description.WriteAll(results);
            case KubectlView.RolloutHistory: return RolloutText.History(results);
            case KubectlView.RolloutStatus: return RolloutText.Status(found[0]);
            case KubectlView.Get: break;
            default: return string.Join('\n', found.Select(result => OtherText.Write(command, result)));
        }

        if (command.Output is KubectlOutput.Table or KubectlOutput.Wide) return ObjectTable.WriteAll(command, found);
        using var objects = AnsweredObjects.Read(command, results);
        return command.Output switch
        {
            KubectlOutput.Json => SortedJson.Indented(objects.Root),
            KubectlOutput.Yaml => YamlWriter.Write(objects.Root),
            KubectlOutput.JsonPath => command.Print.Template!.Print(objects.Root),
            KubectlOutput.CustomColumns => ObjectTable.WriteCustom(command.Print, objects.Items),
            _ => string.Concat(objects.Items.Select(item => VisibleText.Line(ObjectTable.QualifiedName(item)) + "\n")),
        };
    }

    private static string? NothingFound(KubectlCommand command, IReadOnlyList<QueryResult> results)
    {
        if (command.View is not (KubectlView.Get or KubectlView.Describe) || command.Print.IgnoreNotFound) return null;
        if (command.Output is KubectlOutput.Name or KubectlOutput.JsonPath or KubectlOutput.CustomColumns) return null;
        return results[0].Query.Namespace is { } inNamespace
            ? $"No resources found in {inNamespace} namespace."
            : "No resources found";
    }
}

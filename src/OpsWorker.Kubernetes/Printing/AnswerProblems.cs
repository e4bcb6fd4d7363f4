using System.Globalization;
using System.Text;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Queries.Resources;
using OpsWorker.Kubernetes.Queries.Syntax;

namespace OpsWorker.Kubernetes.Printing;

/// <summary>The missing parts of a command's answers, for standard error.</summary>
/// <param name="Text">A line for each.</param>
/// <param name="HaveFailed">The exit code is not 0.</param>
internal sealed record AnswerProblems(string Text, bool HaveFailed)
{
    /// <summary>There is at least one line.</summary>
    public bool AreShown => Text.Length > 0;

    public static AnswerProblems Of(KubectlCommand command, IReadOnlyList<QueryResult> results)
    {
        var text = new StringBuilder();
        var failed = false;
        foreach (var result in results)
        {
            var isMissing = result is { Outcome: QueryOutcome.NoData, Query.Verb: QueryVerb.Get };
            if (isMissing && command.Print.IgnoreNotFound) continue;
            if (result.Error is { } error) text.Append(error).Append('\n');
            if (result.OmittedBytes > 0) text.Append(LeftOut(result)).Append('\n');
            if (isMissing) text.Append(NotFound(result.Query)).Append('\n');
            failed |= isMissing || result.Outcome == QueryOutcome.Error || result.OmittedBytes > 0;
        }

        return new AnswerProblems(text.ToString(), failed);
    }

    // A list that is not whole must not look like one.
    private static string LeftOut(QueryResult result)
    {
        var bytes = result.OmittedBytes.ToString(CultureInfo.InvariantCulture);
        if (result.OmittedItems == 0) return $"error: {bytes} bytes are missing from {result.Query}.";
        var objects = result.OmittedItems.ToString(CultureInfo.InvariantCulture);
        return $"error: {objects} objects ({bytes} bytes) are missing from {result.Query}: the answer was too large. "
            + "Ask for less at a time, with -n NAMESPACE, -l SELECTOR or --field-selector.";
    }

    private static string NotFound(Query query)
    {
        var resource = KnownResources.Find(query.Resource ?? "")?.QualifiedName ?? query.Resource;
        return $"Error from server (NotFound): {resource} \"{query.Name}\" not found";
    }
}

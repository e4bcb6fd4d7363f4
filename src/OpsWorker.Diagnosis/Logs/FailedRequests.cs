using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;

namespace OpsWorker.Diagnosis.Logs;

/// <summary>Requests that were answered with the same kind of error again and again, as access logs and frameworks write it.</summary>
internal static partial class FailedRequests
{
    // A browser that looks for an icon, strangers that look for holes and a server that restarts make a few.
    private const int LeastCount = 3;
    private const double LeastShare = Thresholds.FailedRequestsShare;

    private static readonly string[] s_unknown = ["No mapping for ", "No static resource", "NoHandlerFoundException", "404 page not found", "Cannot GET /"];
    private static readonly string[] s_requests = ["GET ", "POST ", "PUT ", "\"path\"", "\"status\"", "http.resp.status", .. s_unknown];

    /// <summary>The last line that says that nobody knows the path or takes the method; null where there are too few of them to mean anything.</summary>
    public static Citation? Unknown(WorkloadFacts workload, DiagnosisContext context) =>
        Last(workload, context, l => NotFound().IsMatch(l) || s_unknown.Any(w => l.Contains(w, StringComparison.Ordinal)));

    /// <summary>The last line that says that a server failed, or none was reached; null where there are too few of them.</summary>
    public static Citation? Failing(WorkloadFacts workload, DiagnosisContext context) => Last(workload, context, l => ServerError().IsMatch(l));

    private static Citation? Last(WorkloadFacts workload, DiagnosisContext context, Func<string, bool> isSuch)
    {
        foreach (var log in workload.Pods.SelectMany(context.State.LogsOf).Where(l => !l.Previous))
        {
            var requests = context.FreshLines.Of(log).Where(IsRequest).ToList();
            var said = requests.Where(isSuch).ToList();
            if (said.Count >= LeastCount && said.Count >= LeastShare * requests.Count) return Cite.Line(log, said[^1]);
        }

        return null;
    }

    private static bool IsRequest(string line) => s_requests.Any(w => line.Contains(w, StringComparison.Ordinal));

    [GeneratedRegex(@"(?<![\w.])40[45](?![\w.])", RegexOptions.None, RegexTime.LimitMs)]
    private static partial Regex NotFound();

    [GeneratedRegex(@"(?<![\w.])50[0-4](?![\w.])", RegexOptions.None, RegexTime.LimitMs)]
    private static partial Regex ServerError();
}

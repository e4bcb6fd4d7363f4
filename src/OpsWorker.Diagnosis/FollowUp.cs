using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis;

/// <summary>
/// Asks for the namespaces that workloads which do not work call by their configuration or name in their logs, for how
/// names are resolved where some do not, for the warnings where there were too many events to get them all, and for more of
/// a log that is full of errors from the first line that was read: what came before them says more.
/// </summary>
internal static class FollowUp
{
    private const string DnsNamespace = "kube-system";
    private const int CorefileBytes = 1024 * 1024;
    private const int EventBytes = 2 * 1024 * 1024;

    // Who calls more namespaces than that is a gateway to everything.
    private const int MaxNamespaces = 3;

    // What an application writes in a quarter of an hour of trouble.
    private const int LongLog = 2_000;

    /// <summary>Adds the queries to what is wanted.</summary>
    public static void Ask(DiagnosisContext context)
    {
        if (context.Scope.Namespace is not { } own) return;
        if (context.Workloads.Any(w => context.LogFindings.Best(w, CauseCode.DnsResolutionFailure) is { Lasts: true }))
        {
            context.Want(new Query { Verb = QueryVerb.List, Resource = "configmaps", Namespace = DnsNamespace, MaxBytes = CorefileBytes });
            context.Want(new Query { Verb = QueryVerb.List, Resource = "deployments", Namespace = DnsNamespace, MaxBytes = CorefileBytes });
        }

        if (context.State.Evidence.Values.Any(e => e.Result.OmittedBytes > 0 && e.Result.Query is { Verb: QueryVerb.List, Resource: "events", FieldSelector: null } query && query.Namespace == own))
        {
            context.Want(new Query { Verb = QueryVerb.List, Resource = "events", Namespace = own, FieldSelector = "type=Warning", MaxBytes = EventBytes });
        }

        foreach (var log in context.Symptom.Subjects.SelectMany(context.WorkloadsOf).Distinct().SelectMany(w => FullOfErrors(w, context)))
        {
            context.Want(new Query
            {
                Verb = QueryVerb.Logs,
                Namespace = log.Namespace,
                Name = log.Pod,
                Container = log.Container,
                TailLines = LongLog,
            });
        }

        var failing = context.Workloads.Where(w => w.Reference.Namespace == own && context.Fails(w)).Select(w => w.Reference).ToHashSet();
        var others = context.Dependencies.Addresses
            .Where(a => failing.Contains(a.Workload) && a.Address.IsClusterName)
            .Select(a => a.Address.NamespaceFrom(own))
            .OfType<string>()
            .Concat(LoggedServers.Namespaces(failing, context))
            .Append(context.Operand)
            .OfType<string>()
            .Where(ns => ns != own && context.State.Find<Namespace>(null, ns) is not null)
            .Distinct().Take(MaxNamespaces);
        foreach (var query in others.SelectMany(Plan.Beside)) context.Want(query);
    }

    private static IEnumerable<ContainerLog> FullOfErrors(ObjectReference workload, DiagnosisContext context) => context.Workloads
        .Where(w => w.Reference == workload)
        .Select(w => LastingLine.Of(w, context, DependencyTrouble.IsIn)?.Log).OfType<ContainerLog>()
        .Where(l => l.Lines.Count >= Plan.LogLines && l.Lines.Count < LongLog
            && l.Lines.Take(Plan.LogLines / 10).Any(DependencyTrouble.IsIn));
}

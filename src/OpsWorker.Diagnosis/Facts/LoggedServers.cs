using System.Globalization;
using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>
/// Servers that clients name in their logs when they do not get through: <c>dial tcp 10.96.0.5:5432</c>,
/// <c>getaddrinfo ENOTFOUND db:3306</c>, <c>server at "db" (10.96.4.31), port 5432</c>.
/// </summary>
internal static partial class LoggedServers
{
    private const int MostContinued = 3;

    private static readonly CauseCode[] s_failures = [CauseCode.DependencyUnavailable, CauseCode.DnsResolutionFailure];

    /// <summary>Each client with a Service that it names, by the Service's name and port or by its address.</summary>
    public static IEnumerable<(ObjectReference Client, Service Service)> Of(
        ClusterState state, IReadOnlyList<WorkloadFacts> workloads, LogFindings logs)
    {
        return
        [
            .. from named in Named(state, workloads, logs)
               where named.Service.Spec.Ports.Any(p => p.Port == named.Port)
               select (named.Client, named.Service),
        ];
    }

    /// <summary>
    /// Each client with a Service that it names with a port that the Service does not have. The pods of a headless Service are reached on
    /// any port.
    /// </summary>
    public static IEnumerable<(ObjectReference Client, Service Service, int Port, LogMatch Match)> AtOtherPorts(DiagnosisContext context) =>
        from named in Named(context.State, context.Workloads, context.LogFindings)
        where named.Service.Spec is { ClusterIP: not "None", Type: not "ExternalName", Ports.Count: > 0 }
            && named.Service.Spec.Ports.All(p => p.Port != named.Port)
        select named;

    private static IEnumerable<(ObjectReference Client, Service Service, int Port, LogMatch Match)> Named(
        ClusterState state, IReadOnlyList<WorkloadFacts> workloads, LogFindings logs)
    {
        var byAddress = state.All<Service>().Where(s => s.Spec.ClusterIP is { Length: > 0 } and not "None")
            .DistinctBy(s => s.Spec.ClusterIP).ToDictionary(s => s.Spec.ClusterIP!);
        return from workload in workloads
               from match in logs.Of(workload)
               where s_failures.Contains(match.Signature.Code)
               from address in Addresses(match)
               let host = address.Groups["host"].Value.ToLowerInvariant()
               let service = byAddress.GetValueOrDefault(host) ?? new Address(host, null).ServiceFrom(workload.Reference.Namespace, state)
               where service is not null
               select (workload.Reference, service, int.Parse(address.Groups["port"].ValueSpan, CultureInfo.InvariantCulture), match);
    }

    // PostgreSQL's client says host and port apart; the older one in the lines that go on with the entry.
    private static IEnumerable<Match> Addresses(LogMatch match)
    {
        if (!match.Line.Contains("server", StringComparison.Ordinal)) return HostAndPort().Matches(match.Line);
        return HostAndPort().Matches(match.Line).Concat(HostThenPort().Matches(Entry(match)));
    }

    private static string Entry(LogMatch match)
    {
        var lines = match.Log.Lines;
        var at = lines.Count - 1;
        while (at >= 0 && lines[at] != match.Line) at--;
        var more = lines.Skip(at + 1).Take(at < 0 ? 0 : MostContinued).TakeWhile(l => l.Length > 0 && char.IsWhiteSpace(l[0]));
        return string.Join(' ', more.Select(l => l.Trim()).Prepend(match.Line));
    }

    /// <summary>
    /// The namespaces of the Services that some workloads name in their complaints: <c>vault</c> of <c>vault.vault.svc</c>.
    /// </summary>
    public static IEnumerable<string> Namespaces(IReadOnlySet<ObjectReference> clients, DiagnosisContext context) =>
        from workload in context.Workloads
        where clients.Contains(workload.Reference)
        from match in context.LogFindings.Of(workload)
        where s_failures.Contains(match.Signature.Code)
        from Match host in OfCluster().Matches(match.Line)
        select host.Groups["ns"].Value;

    [GeneratedRegex(
        @"(?<![\w.-])[a-z0-9][a-z0-9-]{0,62}\.(?<ns>[a-z0-9][a-z0-9-]{0,62})\.svc\b",
        RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex OfCluster();

    [GeneratedRegex(
        @"\b(host|server at) ""(?<host>[A-Za-z0-9][\w.-]*)"".{0,80}?\bport (?<port>\d{2,5})(?!\d)",
        RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex HostThenPort();

    [GeneratedRegex(
        @"(?<![\w.-])(?<host>[A-Za-z][\w.-]*|\d{1,3}(\.\d{1,3}){3}):(?<port>\d{2,5})(?!\d)",
        RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex HostAndPort();
}

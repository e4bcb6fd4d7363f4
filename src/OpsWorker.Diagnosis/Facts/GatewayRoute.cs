using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>A route of a gateway: what it is for, and where it leads.</summary>
/// <param name="Gateway">The workload or Ingress that has it.</param>
/// <param name="Label">The path, or the name of the variable that has the address.</param>
/// <param name="Target">The host that it leads to.</param>
/// <param name="Source">The object that it is written in.</param>
/// <param name="Field">Where in that object.</param>
/// <param name="Words">The words of it that are worth a quotation; null for the whole field.</param>
internal sealed partial record GatewayRoute(
    ObjectReference Gateway, string Label, string Target, KubernetesObject Source, string Field, string? Words = null)
{
    /// <summary>The routes in Ingresses, in the mounted files of gateways and in the variables of workloads.</summary>
    public static IEnumerable<GatewayRoute> All(DiagnosisContext context) =>
        context.State.All<Ingress>().SelectMany(OfIngress)
            .Concat(context.Workloads.SelectMany(w => OfFiles(w, context.State)))
            .Concat(context.Workloads.SelectMany(w => OfVariables(w, context)));

    /// <summary>Quotes it.</summary>
    public Citation? Quote() => Words is null ? Cite.Field(Source, Field) : Cite.LineOf(Source, Field, Words);

    private static IEnumerable<GatewayRoute> OfVariables(WorkloadFacts workload, DiagnosisContext context)
    {
        var addresses = context.Dependencies.Addresses
            .Where(a => a.Workload == workload.Reference && a.Kind == ConfigurationKind.Variable && a.Address.IsClusterName).ToList();
        if (addresses.Count < 2) return [];
        var item = workload.Item ?? workload.Pods[0];
        var variables = PodFacts.Containers(workload.Template!.Spec).SelectMany(c => ConfiguredText.Variables(c.Container, $"{workload.SpecPath}.{c.Path}", item, context.State)).ToList();
        return addresses.Select(a => new GatewayRoute(workload.Reference, Predicate(a.Variable, variables) ?? a.Variable, a.Address.FirstLabel, a.Source, a.Path));
    }

    // Spring reads lists from variables: ROUTES_1_PREDICATES_0=Path=/orders/** is beside ROUTES_1_URI.
    private static string? Predicate(string variable, List<ConfiguredText> all) => !variable.EndsWith("_URI", StringComparison.Ordinal)
        ? null
        : all.FirstOrDefault(v => v.Name.StartsWith(variable[..^3] + "PREDICATES", StringComparison.Ordinal) && v.Text.StartsWith("Path=", StringComparison.Ordinal))?.Text["Path=".Length..];

    private static IEnumerable<GatewayRoute> OfIngress(Ingress ingress) =>
        from rule in ingress.Spec.Rules
        from path in rule.Http?.Paths ?? []
        where path.Path is not null && path.Backend?.Service?.Name is not null
        select new GatewayRoute(ingress.Reference, path.Path!, path.Backend!.Service!.Name, ingress, "spec.rules");

    private static IEnumerable<GatewayRoute> OfFiles(WorkloadFacts workload, ClusterState state) =>
        MountedFile.Of(workload, state).SelectMany(f => Pairs(f.Text).Select(p =>
            new GatewayRoute(workload.Reference, p.Path, p.Target, f.Map, f.Path, p.Path)));

    // nginx, Envoy and Traefik write the path before where it leads, Spring Cloud Gateway behind it.
    private static IEnumerable<(string Path, string Target)> Pairs(string text)
    {
        var marks = Mark().Matches(text).Select(m => (IsPath: m.Groups["path"].Success, Value: m.Groups["path"].Success ? m.Groups["path"].Value : m.Groups["host"].Value)).ToList();
        if (marks.Count == 0) yield break;
        var pathFirst = marks[0].IsPath;
        for (var i = 0; i + 1 < marks.Count; i++)
        {
            if (marks[i].IsPath != pathFirst || marks[i + 1].IsPath == pathFirst) continue;
            var (path, target) = pathFirst ? (marks[i].Value, marks[i + 1].Value) : (marks[i + 1].Value, marks[i].Value);
            yield return (path, target.Split('.')[0].ToLowerInvariant());
        }
    }

    [GeneratedRegex(
        """location\s+[=~^*\s]*(?<path>/[^\s{]*)|\bPath=(?<path>/[^\s,'"\]]*)|\bprefix:\s*["']?(?<path>/[^\s"'},]*)|PathPrefix\(`(?<path>/[^`]*)`|\b(?:https?|lb|grpc)://(?<host>[A-Za-z][\w.-]*)|\bcluster:\s*["']?(?<host>[A-Za-z][\w.-]*)""",
        RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex Mark();
}

using OpsWorker.Diagnosis.Ranking;
using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Remedies;

namespace OpsWorker.Diagnosis.Detectors.Routing;

/// <summary>
/// Clients that look for a server in their own pod, where there is none: an address from a developer's machine. A container
/// beside it that declares the port may well be that server.
/// </summary>
public sealed partial class LoopbackAddressDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.ServiceAddressWrong];

    /// <inheritdoc/>
    public string Decides => "A log says that the pod's own address refuses a port that no container of the pod has, and a variable names it.";

    /// <inheritdoc/>
    public string Remedy => "Set the variable to the address of a Service.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var workload in context.Workloads.Where(w => w.Template is not null))
        {
            if (context.LogFindings.Best(workload, CauseCode.DependencyUnavailable) is not { Lasts: true } match) continue;
            if (Own().Match(match.Line) is not { Success: true } own) continue;
            var port = own.Groups["port"].Value;
            var others = workload.Template!.Spec.Containers.Skip(1).SelectMany(c => c.Ports);
            if (others.Any(p => p.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) == port)) continue;
            if (Variable(workload, port, context) is not { } variable) continue;
            yield return new Finding
            {
                Cause = CauseCode.ServiceAddressWrong,
                Object = workload.Reference,
                Summary = $"The configuration of {workload.Reference} is wrong: {variable.Name} names the pod's own address, where nothing listens on the port {port}.",
                Confidence = Certainty.Confirmed,
                Citations = Cite.All(Cite.Field(variable.Source, variable.Path), match.Quote()),
                Remedy = SafeRemedy.Of($"Set {variable.Name} to the address of a Service.", [Kubectl.Edit(variable.Source.Reference)]),
            };
        }
    }

    private static ConfiguredText? Variable(WorkloadFacts workload, string port, DiagnosisContext context)
    {
        var item = workload.Item ?? workload.Pods[0];
        return PodFacts.Containers(workload.Template!.Spec)
            .SelectMany(c => ConfiguredText.Variables(c.Container, $"{workload.SpecPath}.{c.Path}", item, context.State))
            .FirstOrDefault(v => Own().Match(v.Text) is { Success: true } match && match.Groups["port"].Value == port);
    }

    [GeneratedRegex(
        @"(localhost|127\.0\.0\.1|\[::1\]):(?<port>\d{2,5})\b",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex Own();
}

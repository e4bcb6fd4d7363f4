using System.Globalization;
using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Remedies.Values;

/// <summary>The only port that a container declares, for a probe that asks another one.</summary>
internal static class ProbePorts
{
    public static IReadOnlyList<KubectlCommand> Commands(Finding finding, DiagnosisContext context)
    {
        if (context.State.Find(finding.Object) is not Workload workload || !CommandFit.IsRolledOut(finding.Object)) return [];
        var field = finding.Cause == CauseCode.LivenessProbePortWrong ? "livenessProbe" : "readinessProbe";
        var containers = workload.Spec.Template.Spec.Containers;
        for (var i = 0; i < containers.Count; i++)
        {
            var probe = finding.Cause == CauseCode.LivenessProbePortWrong ? containers[i].LivenessProbe : containers[i].ReadinessProbe;
            if (containers[i].Ports is not [var only] || Asked(probe) is not { } asked || asked.Port.Number == only.Number) continue;
            if (asked.Port.Text is { } name && name == only.Name) continue;
            var path = string.Create(CultureInfo.InvariantCulture, $"/spec/template/spec/containers/{i}/{field}/{asked.Action}/port");
            return [Kubectl.Patch(finding.Object, JsonPatch.Replace(path, only.Number))];
        }

        return [];
    }

    private static (string Action, IntOrString Port)? Asked(Probe? probe) => probe switch
    {
        { HttpGet: { } http } => ("httpGet", http.Port),
        { TcpSocket: { } tcp } => ("tcpSocket", tcp.Port),
        { Grpc: { } grpc } => ("grpc", new IntOrString(grpc.Port, null)),
        _ => null,
    };
}

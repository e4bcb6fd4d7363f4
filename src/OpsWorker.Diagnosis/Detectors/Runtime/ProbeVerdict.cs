using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>What is wrong with a probe.</summary>
internal sealed record ProbeVerdict(CauseCode Code, string Why, double Confidence, bool ShowsLastEnd)
{
    // The wordings of Go's HTTP client for what is no HTTP/1 answer, of gRPC for what is no HTTP/2, and of TLS for neither.
    private static readonly string[] s_otherProtocol =
    [
        "malformed HTTP", "server gave HTTP response to HTTPS client", "first record does not look like a TLS handshake",
        "Client sent an HTTP request to an HTTPS server", "http2: ", "unknown service grpc.health", "code = Unimplemented",
        "error reading server preface", "transport connection broken", "remote error: tls",
    ];

    private static readonly string[] s_wrongPath = ["statuscode: 404", "statuscode: 405", "statuscode: 410", "statuscode: 401", "statuscode: 403"];

    private static readonly string[] s_noFile = ["No such file or directory", "executable file not found", "command not found", "can't open"];

    private static readonly string[] s_noAnswer =
        ["connection refused", "failed to connect", "context deadline exceeded", "did not complete within", "i/o timeout", "Client.Timeout", "timeout"];

    // The API's defaults wait for thirty seconds; half of that is less than most runtimes need to start, in seconds.
    private const int Impatient = 15;

    public static ProbeVerdict? Judge(ProbeFailure failure, DiagnosisContext context)
    {
        if (failure.Said is null) return OfPort(failure) ?? OfProtocol(failure) ?? OfTiming(failure);
        var crashed = EndedByItself(failure);
        if (Has(failure.Text, s_otherProtocol)) return Of(failure, Fault.Protocol, "speaks another protocol than the application",
            Certainty.Stated);
        if (Has(failure.Text, s_wrongPath)) return Of(failure, Fault.Path, "asks for a path that the application does not serve",
            Certainty.Confirmed);
        if (failure.Probe.Exec is not null && !crashed && Has(failure.Text, s_noFile))
        {
            return Of(failure, Fault.Path, "looks for a file or program that is not there", Certainty.Inferred);
        }

        if (!Has(failure.Text, s_noAnswer) || crashed) return null;
        var port = PortOf(failure);
        if (port is not null && IsElsewhere(failure, port.Value, context))
        {
            return Of(failure, Fault.Port, $"asks the port {port}, on which nothing listens", Certainty.Stated);
        }

        return IsImpatient(failure, context)
            ? Of(failure, Fault.Timing, "gives the application less time than it needs",
                failure.Kind == "readiness" ? Certainty.Inferred : Certainty.Logged)
            : null;
    }

    // Of what the probe was answered nothing is left: only a port that the container does not declare is telling.
    private static ProbeVerdict? OfPort(ProbeFailure failure) =>
        PortOf(failure) is { } port && failure.Container.Spec!.Ports.Count > 0 && !failure.Container.Spec.Ports.Any(p => p.Number == port)
            ? Of(failure, Fault.Port, $"asks the port {port}, which the container does not declare", Certainty.Inferred)
            : null;

    // Two probes ask one port in two protocols, and one of them fails: unless a server speaks both, that one is wrong.
    private static ProbeVerdict? OfProtocol(ProbeFailure failure)
    {
        var other = failure.Kind == "readiness" ? failure.Container.Spec!.LivenessProbe : failure.Container.Spec!.ReadinessProbe;
        if (other is null || ProtocolOf(other) is not { } works) return null;
        if (ProtocolOf(failure.Probe) is not { } speaks || works == speaks) return null;
        return PortOf(failure) is { } port && port == Number(other, failure.Container.Spec)
            ? Of(failure, Fault.Protocol, $"speaks {speaks} to the port {port}, the other probe {works}", Certainty.Inferred)
            : null;
    }

    private static ProbeVerdict? OfTiming(ProbeFailure failure) =>
        failure.Kind != "readiness" && failure.Container.LastEnd is { ExitCode: 143 or 137 }
        && ProbeFailure.Patience(failure.Probe).TotalSeconds <= Impatient
            ? Of(failure, Fault.Timing, "gives the application less time than it needs", Certainty.Inferred)
            : null;

    // A connection alone says nothing of what is spoken on it.
    private static string? ProtocolOf(Probe probe) => probe switch
    {
        { Grpc: not null } => "gRPC",
        { HttpGet.Scheme: "HTTPS" } => "HTTPS",
        { HttpGet: not null } => "HTTP",
        _ => null,
    };

    private static ProbeVerdict? Of(ProbeFailure failure, Fault fault, string why, double confidence)
    {
        CauseCode? code = (failure.Kind, fault) switch
        {
            ("startup", _) => CauseCode.StartupProbeTimingTooTight,
            ("liveness", Fault.Port) => CauseCode.LivenessProbePortWrong,
            ("liveness", Fault.Protocol) => CauseCode.LivenessProbeProtocolWrong,
            ("liveness", Fault.Path) => CauseCode.LivenessProbePathWrong,
            ("liveness", _) => CauseCode.LivenessProbeTimingTooTight,
            (_, Fault.Port) => CauseCode.ReadinessProbePortWrong,
            (_, Fault.Protocol) => CauseCode.ReadinessProbeProtocolWrong,
            (_, Fault.Path) => CauseCode.ReadinessProbePathWrong,
            _ => CauseCode.ReadinessProbeTimingTooTight,
        };
        return new ProbeVerdict(code.Value, why, confidence, failure.Kind != "readiness");
    }

    // A container that the kubelet ends gets SIGTERM (143) or SIGKILL (137); some applications answer SIGTERM with a code
    // of their own, but then they do not wait in back-off before their probe could have failed often enough.
    private static bool EndedByItself(ProbeFailure failure)
    {
        if (failure.Kind == "readiness" || failure.Container.LastEnd is not { } end) return false;
        if (end.Reason == "OOMKilled") return true;
        if (end.ExitCode is 143 or 137 or 0) return false;
        var lived = end.FinishedAt - end.StartedAt;
        return lived is null || lived < ProbeFailure.Patience(failure.Probe) / 2;
    }

    // The port is not one that the container says it listens on, or the other probe of the same kind succeeds on another.
    private static bool IsElsewhere(ProbeFailure failure, int port, DiagnosisContext context)
    {
        var container = failure.Container.Spec!;
        if (container.Ports.Any(p => p.Number == port)) return false;
        var other = failure.Kind == "readiness" ? container.LivenessProbe : container.ReadinessProbe;
        var succeedsElsewhere = other is not null && Number(other, container) is { } works && works != port;
        return container.Ports.Count > 0 || succeedsElsewhere || AnotherRevisionAsksElsewhere(failure, port, context)
            || context.State.All<Service>().Any(s => context.State.PodsOf(s).Contains(failure.Container.Pod));
    }

    // A pod of the same workload that is ready has the same probe on another port, or none.
    private static bool AnotherRevisionAsksElsewhere(ProbeFailure failure, int port, DiagnosisContext context) => context.State
        .PodsOf(context.State.WorkloadOf(failure.Container.Pod)).Where(PodFacts.IsReady)
        .SelectMany(p => p.Spec.Containers).Where(c => c.Name == failure.Container.Spec!.Name)
        .Any(c => (failure.Kind == "readiness" ? c.ReadinessProbe : c.LivenessProbe) is not { } works
            || (Number(works, c) is { } other && other != port));

    private static bool IsImpatient(ProbeFailure failure, DiagnosisContext context)
    {
        var probe = failure.Probe;
        if (failure.Kind == "startup") return true;
        // The API's default is to ask every ten seconds; who asks five times as often and waits for one leaves no time.
        if (failure.Kind == "readiness") return probe.TimeoutSeconds is null or <= 1 && probe.PeriodSeconds is not null and <= 2;
        return ProbeFailure.IsKilled(failure.Container, context) || ProbeFailure.Patience(probe).TotalSeconds <= Impatient;
    }

    private static int? PortOf(ProbeFailure failure) => Number(failure.Probe, failure.Container.Spec!);

    private static int? Number(Probe probe, Container container)
    {
        if (probe.Grpc is { } grpc) return grpc.Port;
        if ((probe.HttpGet?.Port ?? probe.TcpSocket?.Port) is not { } port) return null;
        return port.Number ?? container.Ports.FirstOrDefault(p => p.Name == port.Text)?.Number;
    }

    private static bool Has(string text, string[] words) => words.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));

    private enum Fault
    {
        Port,
        Protocol,
        Path,
        Timing,
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>Ports that a mesh's sidecar is told to listen on by annotations of the pod: Istio's and Linkerd's.</summary>
internal static partial class SidecarPorts
{
    private static readonly string[] s_prefixes =
        ["proxy.istio.io/", "sidecar.istio.io/", "status.sidecar.istio.io/", "config.linkerd.io/"];

    // Ports that are the application's: includeInboundPorts, excludeOutboundPorts, skip-inbound-ports, opaque-ports.
    private static readonly string[] s_others = ["clude", "skip", "opaque"];

    /// <summary>The ports, each with the annotation that sets it.</summary>
    public static IEnumerable<(int Port, string Annotation)> Of(PodTemplate template) =>
        from annotation in template.Metadata.Annotations
        where s_prefixes.Any(p => annotation.Key.StartsWith(p, StringComparison.Ordinal))
            && !s_others.Any(w => annotation.Key.Contains(w, StringComparison.Ordinal))
        from Match match in PortOf().Matches($"{annotation.Key}: {annotation.Value}")
        select (int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture), annotation.Key);

    // { "statusPort": 15020 }, statusPort: 15020, status.sidecar.istio.io/port: 15020, config.linkerd.io/admin-port: 4191.
    [GeneratedRegex("""[pP]ort["']?\s*:\s*["']?(?<port>\d{2,5})\b""", RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex PortOf();
}

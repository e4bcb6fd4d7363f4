using System.Globalization;
using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Remedies.Values;

/// <summary>A client's configured address with the host and the port of the Service that is meant.</summary>
internal static partial class ConfiguredAddresses
{
    public static IReadOnlyList<KubectlCommand> Commands(Finding finding, DiagnosisContext context)
    {
        var service = finding.Citations.Where(c => c is { Field: "spec.ports", Object.Kind: nameof(Service) })
            .Select(c => context.State.Find(c.Object!)).OfType<Service>().FirstOrDefault();
        var address = context.Dependencies.Addresses.FirstOrDefault(a => a.Workload == finding.Object
            && finding.Citations.Any(c => c.Object == a.Source.Reference && c.Field == a.Path));
        if (service is not { Spec.Ports: [var port, ..] } || address is null) return [];
        if (FieldPath.Find(address.Source.Raw, address.Path)?.ToString() is not { Length: > 0 } now) return [];
        var value = Corrected(now, address.Address, service, port.Port);
        if (value == now) return [];
        if (Variable().Match(address.Path) is { Success: true } variable && CommandFit.IsRolledOut(address.Source.Reference))
            return [Kubectl.SetEnv(address.Source.Reference, variable.Groups["container"].Value, variable.Groups["name"].Value, value)];
        return address.Source is ConfigMap && Key().Match(address.Path) is { Success: true } key
            ? [Kubectl.Patch(address.Source.Reference, JsonPatch.Merge(value, "data", key.Groups["key"].Value)),
                Kubectl.Restart(finding.Object)]
            : [];
    }

    private static string Corrected(string text, Address address, Service service, int port)
    {
        var value = address.FirstLabel == service.Name
            ? text
            : Replaced(text, $@"(?<![\w.-]|[^/]/){Regex.Escape(address.FirstLabel)}(?![\w-]|://)", service.Name);
        return address.Port is not { } asked || service.Spec.Ports.Any(p => p.Port == asked)
            ? value
            : Replaced(value, $@"(?<=:){Number(asked)}(?!\d)", Number(port));
    }

    private static string Number(int port) => port.ToString(CultureInfo.InvariantCulture);

    // The host alone: its word may also be a part of the scheme, or of the path.
    private static string Replaced(string text, string pattern, string by) => Regex.Replace(
        text, pattern, by, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromMilliseconds(RegexTime.LimitMs));

    [GeneratedRegex(
        @"\.containers\[(?<container>[^\]]+)\]\.env\[(?<name>[^\]]+)\]\.value\z",
        RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\Adata[.\[](?<key>[^\]]+)\]?\z", RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex Key();
}

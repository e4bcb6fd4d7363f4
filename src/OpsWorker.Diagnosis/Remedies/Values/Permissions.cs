using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Remedies.Values;

/// <summary>
/// The role and the binding that the API server's refusal names: <c>User "system:serviceaccount:shop:web" cannot list resource "pods" in
/// API group "" in the namespace "shop"</c>.
/// </summary>
internal static partial class Permissions
{
    public static IReadOnlyList<KubectlCommand> Commands(Finding finding)
    {
        var refusal = finding.Citations.Select(c => Refusal().Match(c.Quote.Replace("\\\"", "\"", StringComparison.Ordinal)))
            .FirstOrDefault(m => m.Success);
        if (refusal is null) return [];
        var (account, verb, ns) = (refusal.Groups["account"].Value, refusal.Groups["verb"].Value, refusal.Groups["in"].Value);
        // kubectl writes the group before the subresource: deployments.apps/scale.
        var parts = refusal.Groups["resource"].Value.Split('/', 2);
        if (refusal.Groups["group"].Value is { Length: > 0 } group) parts[0] += "." + group;
        var resource = string.Join('/', parts);
        var role = $"{account}-{verb}-{refusal.Groups["resource"].Value}".Replace('/', '-');
        var subject = $"{refusal.Groups["ns"].Value}:{account}";
        return ns.Length == 0
            ?
            [
                Kubectl.CreateRole("clusterrole", role, null, verb, resource),
                Kubectl.BindRole("clusterrolebinding", role, null, "--clusterrole=", subject),
            ]
            :
            [
                Kubectl.CreateRole("role", role, ns, verb, resource),
                Kubectl.BindRole("rolebinding", role, ns, "--role=", subject),
            ];
    }

    [GeneratedRegex(
        "User \"system:serviceaccount:(?<ns>[a-z0-9-]+):(?<account>[a-z0-9.-]+)\" cannot (?<verb>[a-z]+) "
        + "resource \"(?<resource>[a-z0-9/]+)\" in API group \"(?<group>[a-z0-9.-]*)\"( in the namespace \"(?<in>[a-z0-9-]+)\")?",
        RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex Refusal();
}

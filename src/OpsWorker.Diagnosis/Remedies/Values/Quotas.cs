using System.Globalization;
using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Remedies.Values;

/// <summary>
/// The least amounts with which a quota admits what it refused: <c>exceeded quota: q, requested: pods=1, used: pods=4, limited: pods=4</c>.
/// </summary>
internal static partial class Quotas
{
    private const decimal Mebibyte = 1024 * 1024;

    public static IReadOnlyList<KubectlCommand> Commands(Finding finding, DiagnosisContext context)
    {
        var refusal = finding.Citations.Select(c => Refusal().Match(c.Quote)).FirstOrDefault(m => m.Success);
        if (refusal is null) return [];
        var ns = finding.Object.Kind == nameof(Namespace) ? finding.Object.Name : finding.Object.Namespace;
        if (context.State.Find<ResourceQuota>(ns, refusal.Groups["quota"].Value) is not { } quota) return [];
        var used = Amounts(refusal.Groups["used"].Value);
        return
        [
            .. Amounts(refusal.Groups["requested"].Value)
                .Where(r => quota.Spec.Hard.ContainsKey(r.Key) && used.ContainsKey(r.Key))
                .Select(r => Kubectl.Patch(quota.Reference, JsonPatch.Merge(Text(r.Key, used[r.Key] + r.Value), "spec", "hard", r.Key))),
        ];
    }

    private static Dictionary<string, Quantity> Amounts(string text)
    {
        var amounts = new Dictionary<string, Quantity>();
        foreach (var pair in text.Split(',').Select(p => p.Split('=', 2)))
        {
            if (pair is [var resource, var amount] && Quantity.TryParse(amount, out var quantity)) amounts[resource] = quantity;
        }

        return amounts;
    }

    private static string Text(string resource, Quantity amount)
    {
        if (resource.Contains("memory", StringComparison.Ordinal) || resource.Contains("storage", StringComparison.Ordinal))
            return Math.Ceiling(amount.Value / Mebibyte).ToString(CultureInfo.InvariantCulture) + "Mi";
        return resource.Contains("cpu", StringComparison.Ordinal)
            ? Math.Ceiling(amount.Value * 1000).ToString(CultureInfo.InvariantCulture) + "m"
            : Math.Ceiling(amount.Value).ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"exceeded quota: (?<quota>[^,\s]+), requested: (?<requested>\S+), used: (?<used>\S+), limited: ",
        RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex Refusal();
}

using System.Text.RegularExpressions;

namespace OpsWorker.Diagnosis.Remedies;

/// <summary>The forms that Kubernetes' API server accepts for names.</summary>
internal static partial class KubernetesName
{
    private const int MaxSubdomain = 253;
    private const int MaxLabel = 63;

    /// <summary>A kind as kubectl takes it on the command line, in any case.</summary>
    public static bool IsKind(string kind) => KindPattern().IsMatch(kind);

    /// <summary>A namespace, a container, or another name that is one DNS label (RFC 1123).</summary>
    public static bool IsLabel(string name) => LabelPattern().IsMatch(name);

    /// <summary>An object's name: a DNS subdomain (RFC 1123), and for roles and their bindings also with colons and capitals.</summary>
    public static bool IsObject(string kind, string name) =>
        name.Length <= MaxSubdomain && (SubdomainPattern().IsMatch(name) || (IsRole(kind) && RolePattern().IsMatch(name)));

    /// <summary>True for a value of that form.</summary>
    public static bool Has(ValueForm form, string value) => form switch
    {
        ValueForm.Label => value.Length <= MaxLabel && LabelValuePattern().IsMatch(value),
        ValueForm.Key => KeyPattern().IsMatch(value),
        ValueForm.Image => ImagePattern().IsMatch(value),
        ValueForm.Quantity => Kubernetes.Model.Quantity.TryParse(value, out _) && QuantityPattern().IsMatch(value),
        ValueForm.Address => AddressPattern().IsMatch(value),
        _ => false,
    };

    private static bool IsRole(string kind) =>
        kind.ToLowerInvariant() is "role" or "clusterrole" or "rolebinding" or "clusterrolebinding";

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]{0,62}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex KindPattern();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9\-]{0,61}[a-z0-9])?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex LabelPattern();

    [GeneratedRegex(
        @"\A[a-z0-9]([a-z0-9\-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9\-]*[a-z0-9])?)*\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SubdomainPattern();

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9.:_\-]*[A-Za-z0-9])?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex RolePattern();

    [GeneratedRegex(@"\A([A-Za-z0-9]([A-Za-z0-9._\-]*[A-Za-z0-9])?)?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex LabelValuePattern();

    [GeneratedRegex(
        @"\A([a-z0-9]([a-z0-9.\-]{0,251}[a-z0-9])?/)?[A-Za-z0-9_]([A-Za-z0-9._\-]{0,251}[A-Za-z0-9_])?\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex KeyPattern();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._\-/:@]{0,511}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ImagePattern();

    [GeneratedRegex(@"\A[0-9][0-9.]{0,20}[A-Za-z]{0,2}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex QuantityPattern();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._:/,=\-]{0,511}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex AddressPattern();
}

using System.Text.RegularExpressions;

namespace OpsWorker.Diagnosis.Remedies;

/// <summary>The forms that Kubernetes' API server accepts for names.</summary>
internal static partial class KubernetesName
{
    private const int MaxSubdomain = 253;

    /// <summary>A kind as kubectl takes it on the command line, in any case.</summary>
    public static bool IsKind(string kind) => KindPattern().IsMatch(kind);

    /// <summary>A namespace, a container, or another name that is one DNS label (RFC 1123).</summary>
    public static bool IsLabel(string name) => LabelPattern().IsMatch(name);

    /// <summary>An object's name: a DNS subdomain (RFC 1123), and for roles and their bindings also with colons and capitals.</summary>
    public static bool IsObject(string kind, string name) =>
        name.Length <= MaxSubdomain && (SubdomainPattern().IsMatch(name) || (IsRole(kind) && RolePattern().IsMatch(name)));

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
}

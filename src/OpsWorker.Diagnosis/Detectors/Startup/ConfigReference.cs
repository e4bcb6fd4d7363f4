using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Startup;

/// <summary>A pod's reference to a ConfigMap or Secret.</summary>
/// <param name="Kind"><c>ConfigMap</c> or <c>Secret</c>.</param>
/// <param name="Name">Its name; empty where a message names only the volume.</param>
/// <param name="Key">The key; null where the whole of it is meant.</param>
/// <param name="IsOptional">Whether the pod starts without it.</param>
/// <param name="Path">Where the reference is in the pod's specification.</param>
internal sealed partial record ConfigReference(string Kind, string Name, string? Key, bool IsOptional, string Path)
{
    /// <summary>The references of a pod: in variables, whole environments, volumes and projections.</summary>
    public static IEnumerable<ConfigReference> Of(PodSpec pod) =>
        PodFacts.Containers(pod).SelectMany(c => OfContainer(c.Container, c.Path)).Concat(pod.Volumes.SelectMany(OfVolume));

    /// <summary>The reference that a message names as missing, in the words of the kubelet or of the API server; else null.</summary>
    public static ConfigReference? OfMessage(string message)
    {
        if (Missing().Match(message) is { Success: true } missing) return Of(missing, null);
        if (MissingKey().Match(message) is { Success: true } key) return Of(key, key.Groups["key"].Value);
        return MissingItem().Match(message) is { Success: true } item
            ? Of(item, item.Groups["key"].Value) with { Path = $"volumes[{item.Groups["volume"].Value}]" }
            : null;
    }

    private static ConfigReference Of(Match match, string? key) =>
        new(match.Groups["kind"].ValueSpan[0] is 's' or 'S' ? "Secret" : "ConfigMap", match.Groups["name"].Value, key, false, "");

    // MountVolume.SetUp failed for volume "settings" : configmap "web-settings" not found
    [GeneratedRegex(
        "\\b(?<kind>configmap|secret)s? \\\\?\"(?<name>[a-z0-9.-]{1,253})\\\\?\" not found",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex Missing();

    // Error: couldn't find key url in ConfigMap shop/web-settings
    [GeneratedRegex("couldn't find key (?<key>\\S{1,253}) in (?<kind>configmap|secret) [a-z0-9-]{1,63}/(?<name>[a-z0-9.-]{1,253})",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex MissingKey();

    // MountVolume.SetUp failed for volume "settings" : configmap references non-existent config key: app.yaml
    [GeneratedRegex(
        "volume \"(?<volume>[^\"]{1,253})\" : (?<kind>configmap|secret)(?<name>) references non-existent \\w{1,20} key: "
            + "(?<key>\\S{1,253})",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex MissingItem();

    /// <summary>True if a specification's reference is the one that this message names, whose name or key it may not say.</summary>
    public bool IsPartOf(ConfigReference specified) =>
        Kind == specified.Kind && (Name.Length > 0 ? Name == specified.Name : Key == specified.Key);

    /// <summary>Whether a message of the kubelet says that this is missing.</summary>
    public bool IsMeantBy(string message) =>
        Names(message) && (message.Contains("not found", StringComparison.OrdinalIgnoreCase) || KeyIsMeantBy(message));

    /// <summary>Whether a message of the kubelet says that the key is missing.</summary>
    public bool KeyIsMeantBy(string message) => Names(message)
        && (message.Contains("couldn't find key", StringComparison.OrdinalIgnoreCase)
            || message.Contains("non-existent", StringComparison.OrdinalIgnoreCase));

    private bool Names(string message) =>
        message.Contains(Kind, StringComparison.OrdinalIgnoreCase)
        && (message.Contains($"\"{Name}\"", StringComparison.Ordinal)
            || message.Contains($"/{Name}", StringComparison.Ordinal)
            || (Key is not null && message.Contains(Key, StringComparison.Ordinal)));

    private static IEnumerable<ConfigReference> OfContainer(Container container, string path)
    {
        foreach (var variable in container.Env)
        {
            var at = $"{path}.env[{variable.Name}].valueFrom";
            if (variable.ValueFrom?.SecretKeyRef is { Name: { } secret } s) yield return new("Secret", secret, s.Key, s.Optional, at);
            if (variable.ValueFrom?.ConfigMapKeyRef is { Name: { } map } m) yield return new("ConfigMap", map, m.Key, m.Optional, at);
        }

        foreach (var source in container.EnvFrom)
        {
            var at = $"{path}.envFrom";
            if (source.SecretRef is { Name: { } secret } s) yield return new("Secret", secret, null, s.Optional, at);
            if (source.ConfigMapRef is { Name: { } map } m) yield return new("ConfigMap", map, null, m.Optional, at);
        }
    }

    private static IEnumerable<ConfigReference> OfVolume(Volume volume)
    {
        var at = $"volumes[{volume.Name}]";
        var parts = new List<(string Kind, string? Name, IReadOnlyList<KeyToPath>? Items, bool Optional)>();
        if (volume.Secret is { } s) parts.Add(("Secret", s.SecretName, s.Items, s.Optional));
        if (volume.ConfigMap is { } m) parts.Add(("ConfigMap", m.Name, m.Items, m.Optional));
        foreach (var source in volume.Projected?.Sources ?? [])
        {
            if (source.Secret is { } ps) parts.Add(("Secret", ps.Name, ps.Items, ps.Optional));
            if (source.ConfigMap is { } pm) parts.Add(("ConfigMap", pm.Name, pm.Items, pm.Optional));
        }

        foreach (var (kind, name, items, optional) in parts)
        {
            // Kubernetes itself keeps this one in every namespace.
            if (name is null or "kube-root-ca.crt") continue;
            if (items is not { Count: > 0 }) yield return new(kind, name, null, optional, at);
            foreach (var item in items ?? []) yield return new(kind, name, item.Key, optional, at);
        }
    }
}

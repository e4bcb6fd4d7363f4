using System.Text.RegularExpressions;
using OpsWorker.Kubernetes.Queries.Resources;

namespace OpsWorker.Kubernetes.Readers.Live.Api;

/// <summary>
/// Builds the paths of the REST API. Names come from people and models, so each must be a single segment of a path.
/// </summary>
internal static partial class ResourcePath
{
    /// <exception cref="FormatException">The namespace or name is invalid.</exception>
    public static string Of(ApiResource resource, string? inNamespace, string? name)
    {
        var root = resource.Group.Length == 0 ? "api" : "apis";
        var path = $"{root}/{resource.ApiVersion}";
        if (resource.Namespaced && inNamespace is not null) path += $"/namespaces/{Namespace(inNamespace)}";
        path += $"/{resource.Name}";
        return name is null ? path : $"{path}/{Name(name)}";
    }

    public static string Namespace(string value) =>
        NamespacePattern().IsMatch(value) ? value : throw new FormatException($"'{value}' is no name of a namespace.");

    public static string Name(string value) =>
        NamePattern().IsMatch(value) && value is not ("." or "..")
            ? value
            : throw new FormatException($"'{value}' is no name of an object.");

    /// <summary>The query part of an address; parameters without a value are omitted.</summary>
    public static string Query(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var text = new System.Text.StringBuilder();
        foreach (var (name, value) in parameters)
        {
            if (value is not null) text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return text.ToString();
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9\-]{0,61}[a-z0-9])?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NamespacePattern();

    [GeneratedRegex(@"\A[A-Za-z0-9._:\-]{1,253}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NamePattern();
}

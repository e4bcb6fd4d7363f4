using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Queries.Resources;
using OpsWorker.Kubernetes.Queries.Syntax;

namespace OpsWorker.Kubernetes.Printing;

/// <summary>Prints answers that are no objects: logs, use, discovery.</summary>
internal static class OtherText
{
    public static string Write(KubectlCommand command, QueryResult result) => command.View switch
    {
        KubectlView.Top => TopTable.Write(result),
        KubectlView.ApiResources when command.Output == KubectlOutput.Table => TextTable.Write(
            ["NAME", "SHORTNAMES", "APIVERSION", "NAMESPACED", "KIND"],
            [.. ApiResourceJson.Read(result.Content).Select(r => (IReadOnlyList<string>)
                [r.Name, string.Join(',', r.ShortNames), r.ApiVersion, r.Namespaced ? "true" : "false", r.Kind])]),
        KubectlView.ApiVersions => string.Concat(
            ApiResourceJson.Read(result.Content).Select(r => r.ApiVersion).Distinct().Order(StringComparer.Ordinal).Select(v => v + "\n")),
        _ => result.Content.EndsWith('\n') ? result.Content : result.Content + "\n",
    };
}

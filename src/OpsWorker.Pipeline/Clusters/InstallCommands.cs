using OpsWorker.Core.Queries;
using OpsWorker.Pipeline.Clusters.Registration;

namespace OpsWorker.Pipeline.Clusters;

/// <summary>Commands that install and register a cluster's agent, ready to be pasted into a shell.</summary>
/// <param name="Helm">By the chart in its registry.</param>
/// <param name="Kubectl">By manifests that Helm writes and kubectl applies.</param>
/// <param name="Environment">The agent's program with environment variables only.</param>
public sealed record InstallCommands(string Helm, string Kubectl, string Environment)
{
    /// <summary>The chart's address in the registry of the published images.</summary>
    public const string Chart = "oci://ghcr.io/opsworker/charts/opsworker-agent";

    /// <summary>The commands.</summary>
    /// <param name="registration">The cluster and its registration token.</param>
    /// <param name="server">The server's address; its host may come from a request.</param>
    /// <param name="awsRegion">The region of an OpsWorker on AWS, else null.</param>
    public static InstallCommands For(ClusterWithRegistration registration, Uri server, string? awsRegion)
    {
        var cluster = registration.Cluster;
        (string Name, string? Value)[] values =
        [
            ("registrationToken", registration.Token),
            ("server.url", server.AbsoluteUri.TrimEnd('/')),
            ("server.awsRegion", awsRegion),
            ("clusterName", cluster.Name),
            ("displayName", cluster.DisplayName),
            ("provider", cluster.Provider),
            ("region", cluster.Region),
            ("environment", cluster.Environment),
        ];
        var set = values.Where(value => value.Value is not null).Select(value => HelmCommand.Set(value.Name, value.Value!)).ToList();
        var helm = Joined([$"helm upgrade --install opsworker-agent {Chart}", "--namespace opsworker --create-namespace", .. set]);
        var template = Joined([$"helm template opsworker-agent {Chart}", "--namespace opsworker", .. set, "| kubectl apply -f -"]);
        return new InstallCommands(helm, "kubectl create namespace opsworker\n" + template, Variables(registration, server, awsRegion));
    }

    private static string Variables(ClusterWithRegistration registration, Uri server, string? awsRegion)
    {
        List<(string Name, string Value)> variables =
        [
            ("OPSWORKER_SERVER_URL", server.AbsoluteUri.TrimEnd('/')),
            ("OPSWORKER_REGISTRATION_TOKEN", registration.Token),
            ("OPSWORKER_IDENTITY_STORE", "file"),
            ("OPSWORKER_AGENT_TOKEN_PATH", "/var/lib/opsworker-agent/token"),
            ("OPSWORKER_CLUSTER_NAME", registration.Cluster.Name),
        ];
        if (awsRegion is not null) variables.Add(("OPSWORKER_AWS_REGION", awsRegion));
        return Joined([.. variables.Select(variable => ShellWord.Quote($"{variable.Name}={variable.Value}")), "opsworker-agent"], "env ");
    }

    private static string Joined(IEnumerable<string> parts, string prefix = "") => prefix + string.Join(" \\\n  ", parts);
}

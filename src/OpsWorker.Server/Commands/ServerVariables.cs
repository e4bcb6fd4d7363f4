using OpsWorker.Core.Settings;

namespace OpsWorker.Server.Commands;

/// <summary>The environment variables that <c>opsworker</c> reads; <c>docs/server.md</c> describes them.</summary>
internal static class ServerVariables
{
    private static readonly string[] s_known =
    [
        "OPSWORKER_Urls",
        "OPSWORKER_Data",
        "OPSWORKER_RetentionDays",
        "OPSWORKER_MaxWaitingAlerts",
        "OPSWORKER_MaskPersonalData",
        "OPSWORKER_Metrics",
        "OPSWORKER_LogFormat",
        "OPSWORKER_Kubeconfig",
        "OPSWORKER_Context",
        "OPSWORKER_Watch__Enabled",
        "OPSWORKER_Watch__Namespaces",
        "OPSWORKER_Watch__GraceSeconds",
        "OPSWORKER_Watch__ResolveSeconds",
        "OPSWORKER_PrometheusUrl",
        "OPSWORKER_Dump",
        "OPSWORKER_Cluster",
        "OPSWORKER_PublicUrl",
        "OPSWORKER_ClusterDisconnectedAfterSeconds",
        "OPSWORKER_Oidc__",
        "OPSWORKER_Slack__BotToken",
        "OPSWORKER_Slack__Channel",
        "OPSWORKER_Slack__WebhookUrl",
        "OPSWORKER_Slack__ApiBaseUrl",
        "OPSWORKER_Slack__SigningSecret",
        "OPSWORKER_Slack__Mention",
        "OPSWORKER_Slack__Replies",
        "OPSWORKER_Slack__Portal",
        "OPSWORKER_Slack__Organisation",
        "OPSWORKER_Slack__Workspaces",
        "OPSWORKER_Notifiers__",
        "OPSWORKER_Webhooks__",
        "OPSWORKER_Models__",
        "OPSWORKER_CodeHosts__",
        "OPSWORKER_API_KEY",
        "OPSWORKER_STAGE",
        "OPSWORKER_Kestrel__",
        "OPSWORKER_Logging__",
    ];

    /// <summary>A warning for each variable of the environment that looks like one of them and is none.</summary>
    public static IReadOnlyList<string> FindUnknown() => UnknownVariables.Warnings(
        Environment.GetEnvironmentVariables().Keys.Cast<string>(), s_known, StringComparison.OrdinalIgnoreCase, "docs/server.md");
}

using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake;

/// <summary>The links of alerts; they are found among annotations by the names that teams give them.</summary>
internal static class AlertLinks
{
    private static readonly string[] s_runbook = ["runbook_url", "runbook", "runbookurl", "runbook_link", "playbook_url", "playbook"];
    private static readonly string[] s_dashboard = ["dashboard_url", "dashboard", "dashboardurl", "dashboard_link", "grafana_url"];
    private static readonly string[] s_panel = ["panel_url", "panelurl", "graph_url", "graph", "snapshot_url", "image_url"];
    private static readonly string[] s_silence = ["silence_url", "silenceurl", "silence"];

    public static string? Runbook(IReadOnlyDictionary<string, string> annotations) => Find(annotations, s_runbook);

    public static string? Dashboard(IReadOnlyDictionary<string, string> annotations) => Find(annotations, s_dashboard);

    public static string? Panel(IReadOnlyDictionary<string, string> annotations) => Find(annotations, s_panel);

    public static string? Silence(IReadOnlyDictionary<string, string> annotations) => Find(annotations, s_silence);

    /// <summary>The alert with each of its links changed.</summary>
    public static Alert Change(Alert alert, Func<string, string> change)
    {
        return alert with
        {
            GeneratorUrl = Changed(alert.GeneratorUrl),
            RunbookUrl = Changed(alert.RunbookUrl),
            DashboardUrl = Changed(alert.DashboardUrl),
            PanelUrl = Changed(alert.PanelUrl),
            SilenceUrl = Changed(alert.SilenceUrl),
        };

        string? Changed(string? link) => link is null ? null : change(link);
    }

    /// <summary>The text if it is not blank.</summary>
    public static string? Checked(string? url) => string.IsNullOrWhiteSpace(url) ? null : url;

    /// <summary>An absolute address; a relative one is one of the server at <paramref name="root"/>.</summary>
    public static string? Absolute(string? url, string? root)
    {
        if (string.IsNullOrWhiteSpace(url)) return null;
        if (IsHttp(url)) return url;
        return Uri.TryCreate(root, UriKind.Absolute, out var server) && Uri.TryCreate(server, url, out var absolute)
            ? absolute.AbsoluteUri
            : url;
    }

    // An annotation may name the runbook without being an address; only an address is a link.
    private static string? Find(IReadOnlyDictionary<string, string> annotations, string[] names)
    {
        foreach (var name in names)
        {
            foreach (var (key, value) in annotations)
            {
                if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase) && IsHttp(value)) return value;
            }
        }

        return null;
    }

    /// <summary>True if it is an address that a browser opens.</summary>
    public static bool IsHttp(string text) =>
        text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
}

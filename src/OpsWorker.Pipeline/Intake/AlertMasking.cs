using OpsWorker.Core.Alerts;
using OpsWorker.Kubernetes.Masking;

namespace OpsWorker.Pipeline.Intake;

/// <summary>
/// Masks the secrets of alerts before anything is stored or sent: whoever writes an alert's rule may put a variable, a query's result
/// or an address with a password into its texts. Names and labels stay, as alerts are matched by them.
/// </summary>
public static class AlertMasking
{
    private static readonly SecretMasker s_masker = new();

    /// <summary>The alerts without secrets.</summary>
    public static AlertBatch Mask(AlertBatch batch) => batch with { Alerts = [.. batch.Alerts.Select(Mask)] };

    /// <summary>The alert without secrets.</summary>
    public static Alert Mask(Alert alert) => alert with
    {
        Summary = Mask(alert.Summary),
        Description = Mask(alert.Description),
        GeneratorUrl = Mask(alert.GeneratorUrl),
        RunbookUrl = Mask(alert.RunbookUrl),
        DashboardUrl = Mask(alert.DashboardUrl),
        PanelUrl = Mask(alert.PanelUrl),
        SilenceUrl = Mask(alert.SilenceUrl),
        Original = alert.Original is null ? null : s_masker.MaskJson(alert.Original),
        Annotations = alert.Annotations.ToDictionary(a => a.Key, a => s_masker.MaskValue(a.Key, a.Value)),
    };

    private static string? Mask(string? text) => text is null ? null : s_masker.Mask(text);
}

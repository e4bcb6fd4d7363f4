using OpsWorker.Core.Alerts;
using OpsWorker.Kubernetes.Masking;

namespace OpsWorker.Pipeline.Intake;

/// <summary>
/// Masks the secrets of alerts before anything is stored or sent: whoever writes an alert's rule may put a variable, a query's result
/// or an address with a password into its texts. Names and labels stay, as alerts are matched by them.
/// </summary>
public static class AlertMasking
{
    private const int MaxLength = 4 * IntakeLimits.MaxTextLength;
    private const int Margin = MaxLength / 4;

    private static readonly SecretMasker s_masker = new();

    /// <summary>The alerts without secrets.</summary>
    public static AlertBatch Mask(AlertBatch batch) => batch with { Alerts = [.. batch.Alerts.Select(Mask)] };

    /// <summary>The alert without secrets.</summary>
    public static Alert Mask(Alert alert) => AlertLinks.Change(alert, Mask) with
    {
        Summary = alert.Summary is null ? null : Mask(alert.Summary),
        Description = alert.Description is null ? null : Mask(alert.Description),
        Original = alert.Original is { Length: <= MaxLength } original ? s_masker.MaskJson(original) : null,
        Annotations = alert.Annotations.ToDictionary(a => a.Key, a => Bounded(a.Value, text => s_masker.MaskValue(a.Key, text))),
    };

    private static string Mask(string text) => Bounded(text, s_masker.Mask);

    // Masking takes time by length, and the rest would be cut anyway. A secret that this cuts apart is at the end of what is
    // masked, which is left out.
    private static string Bounded(string text, Func<string, string> mask)
    {
        if (text.Length <= MaxLength) return mask(text);
        var masked = mask(text[..MaxLength]);
        return AlertCut.Cut(masked[..Math.Max(0, masked.Length - Margin)], IntakeLimits.MaxTextLength, text.Length);
    }
}

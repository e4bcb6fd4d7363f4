using OpsWorker.Core.Alerts;
using OpsWorker.Kubernetes.Masking;

namespace OpsWorker.Pipeline.Intake;

/// <summary>
/// Masks the secrets of alerts before anything is stored or sent: whoever writes an alert's rule may put a variable, a query's result
/// or an address with a password into its texts. Names and labels stay, as alerts are matched by them.
/// </summary>
/// <param name="personalData">Whether mail addresses and card numbers are masked too.</param>
public sealed class AlertMasking(bool personalData)
{
    /// <summary>The name of the setting that masks mail addresses and card numbers too.</summary>
    public const string Setting = "MaskPersonalData";

    private const int MaxLength = 4 * IntakeLimits.MaxTextLength;
    private const int Margin = MaxLength / 4;

    private readonly SecretMasker _masker = new(personalData: personalData);

    /// <summary>Reads the value of <see cref="Setting"/>: <c>on</c> or <c>off</c>, off where there is none.</summary>
    /// <exception cref="FormatException">It is neither; the message names the setting.</exception>
    public static bool ReadSetting(string? text) => text?.ToUpperInvariant() switch
    {
        null or "" or "OFF" or "FALSE" => false,
        "ON" or "TRUE" => true,
        _ => throw new FormatException($"{Setting} is \"{text}\"; \"on\" or \"off\" was expected."),
    };

    /// <summary>The alerts without secrets.</summary>
    public AlertBatch Mask(AlertBatch batch) => batch with { Alerts = [.. batch.Alerts.Select(Mask)] };

    /// <summary>The alert without secrets.</summary>
    public Alert Mask(Alert alert) => AlertLinks.Change(alert, Mask) with
    {
        Summary = alert.Summary is null ? null : Mask(alert.Summary),
        Description = alert.Description is null ? null : Mask(alert.Description),
        Original = alert.Original is { Length: <= MaxLength } original ? _masker.MaskJson(original) : null,
        Annotations = alert.Annotations.ToDictionary(a => a.Key, a => Bounded(a.Value, text => _masker.MaskValue(a.Key, text))),
    };

    private string Mask(string text) => Bounded(text, _masker.Mask);

    // Masking takes time by length, and the rest would be cut anyway. A secret that this cuts apart is at the end of what is
    // masked, which is left out.
    private static string Bounded(string text, Func<string, string> mask)
    {
        if (text.Length <= MaxLength) return mask(text);
        var masked = mask(text[..MaxLength]);
        return AlertCut.Cut(masked[..Math.Max(0, masked.Length - Margin)], IntakeLimits.MaxTextLength, text.Length);
    }
}

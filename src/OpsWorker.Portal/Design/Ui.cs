using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Incidents;

namespace OpsWorker.Portal.Design;

/// <summary>Small parts of pages. Text of clusters and alerts is shown by <see cref="Line"/> and <see cref="Lines"/> alone.</summary>
public static class Ui
{
    private const int MaxLine = 2_000;
    private const int MaxLines = 16_000;

    /// <summary>Text from a cluster, an alert or a person on one line, cut where it is very long.</summary>
    public static string Line(string? text) => text is null ? "" : VisibleText.Line(Cut(text, MaxLine));

    /// <summary>Text from a cluster or an alert with its lines, cut where it is very long.</summary>
    public static string Lines(string? text) => text is null ? "" : VisibleText.Lines(Cut(text, MaxLines));

    /// <summary>A time as people say it, with the full one at hand.</summary>
    public static HtmlString Time(DateTimeOffset at, DateTimeOffset now) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"<time datetime=\"{at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}\" title=\"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC\">"
        + $"{Ago(at, now)}</time>"));

    /// <summary>A time of day with its date where that is another one, as in timelines.</summary>
    public static HtmlString Clock(DateTimeOffset at) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"<time class=\"clock\" data-clock datetime=\"{at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}\" "
        + $"title=\"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC\">{at.UtcDateTime:yyyy-MM-dd HH:mm:ss}</time>"));

    /// <summary>The distance between two times in words: <c>5 min ago</c>.</summary>
    public static string Ago(DateTimeOffset at, DateTimeOffset now)
    {
        var distance = now - at;
        return distance < TimeSpan.FromSeconds(5) && distance > TimeSpan.FromSeconds(-5) ? "now"
            : distance < TimeSpan.Zero ? "in " + Duration(-distance)
            : Duration(distance) + " ago";
    }

    /// <summary>A duration in its two largest units at most.</summary>
    public static string Duration(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 1 } => "less than 1 s",
        { TotalSeconds: < 60 } => Number((int)duration.TotalSeconds, "s"),
        { TotalMinutes: < 60 } => Number((int)duration.TotalMinutes, "min"),
        { TotalHours: < 24 } => Number((int)duration.TotalHours, "h") + (duration.Minutes > 0 ? " " + Number(duration.Minutes, "min") : ""),
        _ => Number((int)duration.TotalDays, "d") + (duration.Hours > 0 ? " " + Number(duration.Hours, "h") : ""),
    };

    /// <summary>A number and its noun: <c>1 alert</c>, <c>3 alerts</c>.</summary>
    public static string Count(long count, string one) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {one}{(count == 1 ? "" : "s")}");

    /// <summary>A share as a percentage.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(share * 100):0} %");

    /// <summary>A size in bytes.</summary>
    public static string Size(long bytes) => bytes < 1024
        ? Count(bytes, "byte")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:#,0} KiB");

    /// <summary>A status with its icon; the class colours both.</summary>
    public static HtmlString Badge(HtmlString icon, string text, string kind) =>
        new($"<span class=\"badge {kind}\">{icon.Value} {HtmlEncoder.Default.Encode(text)}</span>");

    public static HtmlString Status(IncidentStatus status) => status == IncidentStatus.Open
        ? Badge(Icons.Open, "Open", "bad")
        : Badge(Icons.Resolved, "Resolved", "good");

    public static HtmlString Status(AlertStatus status) => status == AlertStatus.Firing
        ? Badge(Icons.Open, "Firing", "bad")
        : Badge(Icons.Resolved, "Resolved", "good");

    public static HtmlString Status(ClusterStatus status) => status switch
    {
        ClusterStatus.Connected => Badge(Icons.Connected, "Connected", "good"),
        ClusterStatus.Lagging => Badge(Icons.Warning, "Lagging", "warn"),
        ClusterStatus.Disconnected => Badge(Icons.Disconnected, "Disconnected", "bad"),
        _ => Badge(Icons.Pending, "Pending", "plain"),
    };

    public static HtmlString Level(Severity severity) => severity switch
    {
        Severity.Critical => Badge(Icons.Critical, "Critical", "bad"),
        Severity.Error => Badge(Icons.Critical, "Error", "bad"),
        Severity.Warning => Badge(Icons.Warning, "Warning", "warn"),
        Severity.Info => Badge(Icons.Info, "Info", "plain"),
        Severity.None => Badge(Icons.Info, "None", "plain"),
        _ => Badge(Icons.Pending, "Unknown", "plain"),
    };

    /// <summary>The product's mark.</summary>
    public static HtmlString Logo() => new(
        "<svg class=\"logo\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" aria-hidden=\"true\" focusable=\"false\">"
        + "<path d=\"M12 2l8.7 5v10L12 22l-8.7-5V7z\"/><path d=\"M7 12.5l3.2 3.2L17 8.8\"/></svg>");

    /// <summary>An address for a link: of http or https, else null.</summary>
    public static string? Address(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address.AbsoluteUri : null;

    private static string Number(int value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{value} {unit}");

    private static string Cut(string text, int max) => text.Length <= max
        ? text
        : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, max)} … [cut: {text.Length - max} characters]");
}

using System.Globalization;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Notifications;

namespace OpsWorker.Notifiers.Content;

/// <summary>The content of a message about an incident as plain text. Text from clusters is shown, not trusted.</summary>
internal sealed record IncidentText
{
    private const int MaxLine = 600;
    private const int MaxQuotes = 4;
    private const int MaxNames = 5;
    private const int MaxCommands = 10;

    // A command that is cut may do something else when it is copied, so a longer one is left out.
    private const int MaxCommand = 2000;

    /// <summary><c>Cause found: checkout is crash looping</c>.</summary>
    public required string Title { get; init; }

    /// <summary>Names and values: severity, cluster, namespace, alerts, start.</summary>
    public required IReadOnlyList<(string Name, string Value)> Facts { get; init; }

    /// <summary>The conclusion with its confidence, or the reason why there is none.</summary>
    public required string Conclusion { get; init; }

    /// <summary>The remedy; null where there is none.</summary>
    public string? Remedy { get; init; }

    /// <summary>Commands for a person to run.</summary>
    public IReadOnlyList<string> Commands { get; init; } = [];

    /// <summary>Quotations from the evidence, with their place.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>The content of a message.</summary>
    public static IncidentText Of(StagedMessage message)
    {
        var (view, incident) = (message.View, message.View.Incident);
        var best = view.Report?.Diagnosis.Causes is [var cause, ..] && message.Step != IncidentStep.Resolved ? cause.Finding : null;
        return new IncidentText
        {
            Title = $"{StateOf(message)}: {Line(incident.Title)}",
            Facts = [.. FactsOf(view)],
            Conclusion = ConclusionOf(view),
            Remedy = best is null ? null : Line(best.Remedy.Text),
            Commands = best is null
                ? []
                : [.. best.Remedy.Commands.Select(VisibleText.Line).Where(command => command.Length <= MaxCommand).Take(MaxCommands)],
            Evidence = best is null ? [] : [.. best.Citations.Take(MaxQuotes).Select(Quote)],
        };
    }

    private static string StateOf(StagedMessage message) => message.Step switch
    {
        IncidentStep.Resolved => "Resolved",
        IncidentStep.Reopened => "Firing again",
        IncidentStep.Escalated => "Not acknowledged",
        IncidentStep.Outcome when message.View.Report is { Diagnosis.Causes.Count: > 0 } => "Cause found",
        _ => "Firing",
    };

    private static IEnumerable<(string Name, string Value)> FactsOf(IncidentView view)
    {
        var incident = view.Incident;
        if (incident.Severity != Severity.Unknown) yield return ("Severity", incident.Severity.ToString().ToLowerInvariant());
        if (incident.ClusterName is { } cluster) yield return ("Cluster", Line(cluster));
        if (incident.Labels.TryGetValue("namespace", out var ns)) yield return ("Namespace", Line(ns));
        var names = string.Join(", ", incident.Alerts.Select(a => Line(a.Name)).Distinct().Take(MaxNames));
        yield return ("Alerts", string.Create(CultureInfo.InvariantCulture, $"{incident.AlertCount} ({names})"));
        yield return ("Since", Time(incident.StartsAt));
        if (incident.NotRepeatedSince is { } last) yield return ("Resolved", $"not repeated by its sender since {Time(last)}");
        else if (incident.ResolvedAt is { } end) yield return ("Resolved", $"{Time(end)}, after {Duration(end - incident.StartsAt)}");
        yield return ("Incident", incident.Id);
    }

    private static string ConclusionOf(IncidentView view) => view switch
    {
        { Report: { Diagnosis.Causes: [var cause, ..] } report } => string.Create(
            CultureInfo.InvariantCulture, $"{Line(report.Headline.TrimEnd('.', ' '))} ({Math.Round(cause.Confidence * 100)}% confidence)"),
        { Report: { } report } => Line(report.Headline),
        { Investigation: { Status: InvestigationStatus.Failed, Failure: { } failure } } => $"The investigation failed: {Line(failure)}",
        { Incident.InvestigationId: null } => Line(view.Incident.WhyNotInvestigated ?? "It was not investigated."),
        _ => "No cause was found.",
    };

    private static string Quote(Citation citation) =>
        $"{(citation.Object is { } about ? $"{Line(about.ToString())} " : "")}{Line(citation.Field)}: {Line(citation.Quote)}";

    private static string Duration(TimeSpan time) => time.TotalHours < 1
        ? FormattableString.Invariant($"{time.TotalMinutes:0} min")
        : FormattableString.Invariant($"{(int)time.TotalHours} h {time.Minutes} min");

    private static string Time(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Line(string text)
    {
        var line = VisibleText.Line(text);
        if (line.Length <= MaxLine) return line;
        var end = char.IsHighSurrogate(line[MaxLine - 2]) ? MaxLine - 2 : MaxLine - 1;
        return line[..end] + "…";
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Pipeline.Listings;
using OpsWorker.Pipeline.Rules;
using OpsWorker.Portal.Design;
using OpsWorker.Portal.Http;

namespace OpsWorker.Portal.Alerts;

/// <summary>The list of alerts.</summary>
public sealed record AlertsModel(Frame Frame, AlertFilter Filter, IReadOnlyList<Alert> Alerts, string? NextPage)
{
    /// <summary>The address of a page of this list.</summary>
    public string With(string? page)
    {
        (string Name, string? Value)[] parameters =
        [
            ("status", Filter.Status?.ToString()), ("severity", Filter.Severity?.ToString()), ("source", Filter.Source),
            ("cluster", Filter.Cluster), ("namespace", Filter.Namespace), ("text", Filter.Text), ("page", page),
        ];
        return "/alerts?" + string.Join(
            '&', parameters.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
    }
}

/// <summary>An alert with the decision that the rules of now make about it.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="Alert">The alert.</param>
/// <param name="Decision">The decision.</param>
/// <param name="Payload">The alert as its source sent it, readable; null where it is not kept.</param>
public sealed record AlertModel(Frame Frame, Alert Alert, RuleDecision Decision, string? Payload);

/// <summary>Reads alerts for their pages.</summary>
internal static class AlertsQuery
{
    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true };

    public static async Task<IResult> ShowAsync(PortalRequest request)
    {
        var filter = new AlertFilter
        {
            Status = Word<AlertStatus>(request.Query("status")),
            Severity = Word<Severity>(request.Query("severity")),
            Source = request.Query("source"),
            Cluster = request.Query("cluster"),
            Namespace = request.Query("namespace"),
            Text = request.Query("text"),
        };
        try
        {
            var page = await request.Service<AlertReader>().ListAsync(
                request.Principal, filter, new PageRequest(PageRequest.DefaultLimit, request.Query("page")), request.Cancel);
            var revision = Identifier.From("rev", [.. page.Items.Select(alert => $"{alert.Id} {alert.Status}")]);
            return request.Has(revision)
                ? PortalRequest.Unchanged()
                : PortalRequest.Page(AlertsPage.Create(new AlertsModel(
                    request.Frame("Alerts", PortalSection.Alerts, revision), filter, page.Items, page.NextToken)));
        }
        catch (ArgumentException)
        {
            return request.Invalid("The address names a page of the list that is none.");
        }
    }

    public static async Task<IResult> ShowOneAsync(PortalRequest request)
    {
        var alert = await request.Service<AlertReader>().GetAsync(request.Principal, request.Route("id"), request.Cancel);
        if (alert is null) return request.NotFound("alert");
        var rules = await request.Service<CurrentRules>().GetAsync(request.Organisation, request.Cancel);
        var clusters = await request.Service<ClusterLifecycle>().ListAsync(request.Principal, request.Cancel);
        var earlier = await EarlierAlerts.ReadAsync(
            request.Service<IAlertStore>(), request.Organisation, alert.StartsAt, rules.HistoryMinutes, request.Cancel);
        var decision = RuleEngine.Decide(
            alert with { Status = AlertStatus.Firing }, RuleReplay.ClusterOf(alert, clusters), rules, alert.StartsAt, earlier);
        return PortalRequest.Page(AlertPage.Create(new AlertModel(
            request.Frame(Ui.Line(alert.Name), PortalSection.Alerts), alert, decision, Readable(alert.Original))));
    }

    private static string? Readable(string? json)
    {
        if (json is null) return null;
        try
        {
            return JsonNode.Parse(json)?.ToJsonString(s_readable);
        }
        catch (JsonException)
        {
            return json;
        }
    }

    private static T? Word<T>(string? value)
        where T : struct, Enum => Enum.TryParse<T>(value, ignoreCase: true, out var word) && Enum.IsDefined(word) ? word : null;
}

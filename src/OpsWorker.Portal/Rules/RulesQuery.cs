using System.Globalization;
using Microsoft.AspNetCore.Http;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Rules;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Pipeline.Listings;
using OpsWorker.Pipeline.Rules;
using OpsWorker.Pipeline.Rules.Files;
using OpsWorker.Portal.Design;
using OpsWorker.Portal.Http;

namespace OpsWorker.Portal.Rules;

/// <summary>A decision about a recent alert, by the rules of now and by the edited ones.</summary>
public sealed record TestedAlert(Alert Alert, RuleDecision Before, RuleDecision After)
{
    /// <summary>True if the edit changes the decision.</summary>
    public bool IsChanged => Before.Action != After.Action || Before.DecidedBy != After.DecidedBy;
}

/// <summary>The rules, as they are or as they are edited.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="Latest">The latest version; null where the organisation has no rules of its own.</param>
/// <param name="Text">The text of the editor.</param>
/// <param name="Versions">The versions, newest first.</param>
public sealed record RulesModel(Frame Frame, RuleSet? Latest, string Text, IReadOnlyList<RuleSet> Versions)
{
    /// <summary>The rules of the product, which stand behind those of the organisation.</summary>
    public IReadOnlyList<Rule> Defaults { get; } = DefaultRules.All;

    /// <summary>The reason why the text was refused; null otherwise.</summary>
    public string? Error { get; init; }

    /// <summary>The decisions about recent alerts; null where nothing was tested.</summary>
    public IReadOnlyList<TestedAlert>? Tested { get; init; }
}

/// <summary>Reads, tests and replaces the rules.</summary>
internal static class RulesQuery
{
    private const int TestedAlerts = 100;
    private const int ShownVersions = 20;

    public static async Task<IResult> ShowAsync(PortalRequest request)
    {
        var model = await ReadAsync(request, null);
        if (request.Query("version") is not { } asked) return PortalRequest.Page(RulesPage.Create(model));
        var version = model.Versions.FirstOrDefault(v => v.Version.ToString(CultureInfo.InvariantCulture) == asked);
        return version is null
            ? request.NotFound("version")
            : PortalRequest.Page(RulesPage.Create(model with { Text = RuleText.Write(version.Rules, version.Maintenance) }));
    }

    public static async Task<IResult> ChangeAsync(PortalRequest request)
    {
        var model = await ReadAsync(request, request.Form["text"].ToString());
        RuleText text;
        try
        {
            text = RuleText.Parse(model.Text);
        }
        catch (RuleTextException e)
        {
            return PortalRequest.Page(RulesPage.Create(model with { Error = e.Message }), StatusCodes.Status400BadRequest);
        }

        if (request.Form["do"] == "test")
        {
            return PortalRequest.Page(RulesPage.Create(model with { Tested = await TestAsync(request, model.Latest, text) }));
        }

        _ = int.TryParse(request.Form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var madeFrom);
        var replaced = await request.Service<RuleVersions>().ReplaceAsync(
            request.Principal, new RuleReplacement(madeFrom, text.Rules, text.Maintenance), request.Cancel);
        return replaced.Rules is not null
            ? PortalRequest.See("/rules?done=rules")
            : PortalRequest.Page(
                RulesPage.Create(model with
                {
                    Error = $"Somebody changed the rules meanwhile: they have version {replaced.LatestVersion}. Test yours, then save.",
                }),
                StatusCodes.Status409Conflict);
    }

    private static async Task<RulesModel> ReadAsync(PortalRequest request, string? text)
    {
        var rules = request.Service<RuleVersions>();
        var latest = await rules.GetLatestAsync(request.Principal, request.Cancel);
        var versions = await rules.ListAsync(request.Principal, request.Cancel);
        return new RulesModel(
            request.Frame("Rules", PortalSection.Rules),
            latest,
            text ?? RuleText.Write(latest?.Rules ?? [], latest?.Maintenance ?? []),
            [.. versions.Take(ShownVersions)]);
    }

    private static async Task<IReadOnlyList<TestedAlert>> TestAsync(PortalRequest request, RuleSet? latest, RuleText text)
    {
        var clusters = await request.Service<ClusterLifecycle>().ListAsync(request.Principal, request.Cancel);
        var page = await request.Service<AlertReader>().ListAsync(
            request.Principal, new AlertFilter(), new PageRequest(TestedAlerts), request.Cancel);
        var alerts = page.Items.Reverse().ToList();
        var before = RuleReplay.Run(
            alerts, clusters, latest is null ? CompiledRules.Default : new CompiledRules(latest.Rules, latest.Maintenance));
        var after = RuleReplay.Run(alerts, clusters, text.Compile());
        return [.. alerts.Select((alert, i) => new TestedAlert(alert, before[i], after[i])).Reverse()];
    }
}

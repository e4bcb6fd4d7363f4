using Microsoft.AspNetCore.Http;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Pipeline.Incidents;
using OpsWorker.Portal.Http;

namespace OpsWorker.Portal.Incidents;

/// <summary>The forms of incidents.</summary>
internal static class IncidentPosts
{
    private const int MaxAtOnce = 200;
    private const int MaxReason = 500;

    public static async Task<IResult> AcknowledgeAsync(PortalRequest request) => Answer(
        request, await Actions(request).AcknowledgeAsync(request.Principal, request.Route("id"), request.Cancel), "acknowledged");

    /// <summary>Acknowledges those that are ticked in the list.</summary>
    public static async Task<IResult> AcknowledgeManyAsync(PortalRequest request)
    {
        var ids = request.Form["id"].OfType<string>().Distinct().ToList();
        if (ids.Count is 0 or > MaxAtOnce) return request.Invalid($"Tick 1 to {MaxAtOnce} incidents.");
        foreach (var id in ids) await Actions(request).AcknowledgeAsync(request.Principal, id, request.Cancel);
        return PortalRequest.See("/incidents?done=acknowledged");
    }

    public static async Task<IResult> CommentAsync(PortalRequest request)
    {
        var text = request.Form["text"].ToString().Trim();
        if (text.Length is 0 or > IncidentComment.MaxLength)
        {
            return request.Invalid($"A comment has 1 to {IncidentComment.MaxLength} characters.");
        }

        var incident = await Actions(request).CommentAsync(request.Principal, request.Route("id"), text, request.Cancel);
        return Answer(request, incident, "commented");
    }

    public static async Task<IResult> CloseAsync(PortalRequest request)
    {
        var reason = request.Form["reason"].ToString().Trim();
        if (reason.Length > MaxReason) return request.Invalid($"A reason has at most {MaxReason} characters.");
        var incident = await Actions(request).CloseAsync(
            request.Principal, request.Route("id"), reason.Length == 0 ? null : reason, request.Cancel);
        return Answer(request, incident, "closed");
    }

    public static async Task<IResult> SilenceAsync(PortalRequest request)
    {
        TimeSpan? length;
        switch (request.Form["for"].ToString())
        {
            case "1h":
                length = TimeSpan.FromHours(1);
                break;
            case "8h":
                length = TimeSpan.FromHours(8);
                break;
            case "end":
                length = TimeSpan.Zero;
                break;
            case "resolved":
                length = null;
                break;
            default:
                return request.Invalid("Choose how long the silence lasts.");
        }

        return Answer(
            request, await Actions(request).SilenceAsync(request.Principal, request.Route("id"), length, request.Cancel), "silenced");
    }

    public static async Task<IResult> RateAsync(PortalRequest request)
    {
        var isHelpful = request.Form["helpful"] == "yes";
        CauseCode? cause = Enum.TryParse<CauseCode>(request.Form["cause"], out var named) && Enum.IsDefined(named) ? named : null;
        return Answer(
            request, await Actions(request).RateAsync(request.Principal, request.Route("id"), isHelpful, cause, request.Cancel), "rated");
    }

    public static async Task<IResult> InvestigateAsync(PortalRequest request) => Answer(
        request, await Actions(request).InvestigateAsync(request.Principal, request.Route("id"), request.Cancel), "investigating");

    private static IncidentActions Actions(PortalRequest request) => request.Service<IncidentActions>();

    private static IResult Answer(PortalRequest request, Incident? incident, string done) =>
        incident is null ? request.NotFound("incident") : PortalRequest.See($"/incidents/{incident.Id}?done={done}");
}

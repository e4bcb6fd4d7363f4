using System.Globalization;
using Microsoft.AspNetCore.Http;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Audit;
using OpsWorker.Core.Messaging;
using OpsWorker.Pipeline;
using OpsWorker.Pipeline.Audit;
using OpsWorker.Pipeline.Organisations;
using OpsWorker.Portal.Design;
using OpsWorker.Portal.Http;

namespace OpsWorker.Portal.Settings;

/// <summary>A message that could not be handled.</summary>
/// <param name="Queue">Its queue.</param>
/// <param name="Letter">The message and the reason.</param>
public sealed record KeptLetter(string Queue, DeadLetter Letter);

/// <summary>The settings of the organisation and the state of the server.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="Organisation">The organisation.</param>
/// <param name="Principal">The person.</param>
/// <param name="Audit">The latest entries of the audit log; null for people who may not read it.</param>
/// <param name="Letters">The messages that could not be handled; null for people who may not read them.</param>
public sealed record SettingsModel(
    Frame Frame, Organisation Organisation, Principal Principal, IReadOnlyList<AuditEntry>? Audit, IReadOnlyList<KeptLetter>? Letters)
{
    /// <summary>The page of older entries of the audit log; null without one.</summary>
    public string? NextPage { get; init; }
}

/// <summary>Reads and changes the settings.</summary>
internal static class SettingsQuery
{
    private const int MaxLetters = 20;

    public static async Task<IResult> ShowAsync(PortalRequest request)
    {
        var organisation = await request.Service<OrganisationSettings>().GetAsync(request.Principal, request.Cancel);
        if (organisation is null) return request.NotFound("organisation");
        Page<AuditEntry>? audit = null;
        if (request.Principal.Can(AccessScope.Audit))
        {
            try
            {
                audit = await request.Service<AuditReader>().ListAsync(
                    request.Principal, new PageRequest(PageRequest.DefaultLimit, request.Query("page")), request.Cancel);
            }
            catch (ArgumentException)
            {
                return request.Invalid("The address names a page of the list that is none.");
            }
        }

        return PortalRequest.Page(SettingsPage.Create(new SettingsModel(
            request.Frame("Settings", PortalSection.Settings), organisation, request.Principal, audit?.Items, await LettersAsync(request))
        {
            NextPage = audit?.NextToken,
        }));
    }

    public static async Task<IResult> ChangeAsync(PortalRequest request)
    {
        var zone = request.Form["timeZone"].ToString().Trim();
        var isHour = int.TryParse(request.Form["digestHour"], NumberStyles.None, CultureInfo.InvariantCulture, out var hour);
        if (!isHour || hour > 23) return request.Invalid("The hour of the digest is a number from 0 to 23.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) || !known.HasIanaId)
        {
            return request.Invalid($"\"{Ui.Line(zone)}\" is no time zone of the IANA database, such as Europe/Berlin.");
        }

        await request.Service<OrganisationSettings>().ChangeAsync(
            request.Principal, organisation => organisation with { TimeZone = zone, DigestHour = hour }, request.Cancel);
        return PortalRequest.See("/settings?done=settings");
    }

    // Queues are the server's and not an organisation's: only a server of one organisation shows them, to its admins.
    private static async Task<IReadOnlyList<KeptLetter>?> LettersAsync(PortalRequest request)
    {
        var organisations = await request.Service<IOrganisationStore>().ListAsync(new PageRequest(2), request.Cancel);
        if (organisations.Items.Count != 1 || !request.Principal.Can(AccessScope.Organisation)) return null;
        var letters = new List<KeptLetter>();
        foreach (var stage in PipelineStages.All)
        {
            var found = await request.Service<IMessageQueue>().ListDeadLettersAsync(stage.Queue, MaxLetters, request.Cancel);
            letters.AddRange(found.Select(letter => new KeptLetter(stage.Queue.ToString(), letter)));
        }

        return letters;
    }
}

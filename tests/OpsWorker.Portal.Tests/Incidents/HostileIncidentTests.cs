using System.Net;
using System.Text;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Testing;
using OpsWorker.Testing.Injections;

namespace OpsWorker.Portal.Tests.Incidents;

/// <summary>Whatever clusters and alerts write is shown as text alone.</summary>
public sealed class HostileIncidentTests(RunningPortal portal)
{
    // The corpus, and forms that Razor and attributes would act on.
    private static readonly string[] s_texts =
    [
        .. InjectionCorpus.All.Select(payload => payload.Text), .. HostileText.ForShells.Where(text => text.Length > 0),
        "</title><h1>x", "' autofocus onfocus='alert(1)", "<!-- ", "@(1+1)",
    ];

    [Fact]
    public async Task Hostile_text_changes_nothing_of_the_page()
    {
        // A list shows at most fifty incidents.
        foreach (var texts in s_texts.Chunk(40))
        {
            var (organisation, key) = await portal.CreateOrganisationAsync();
            using var visitor = await portal.VisitAsync(key);
            var harmless = await PutAsync(organisation, "harmless");
            var expected = Elements(await visitor.GetAsync($"/incidents/{harmless.Id}"));
            foreach (var text in texts) await CheckAsync(visitor, await PutAsync(organisation, text), text, expected);

            var list = await visitor.GetAsync("/incidents");
            list.Document.QuerySelectorAll(".item").Length.ShouldBe(texts.Length + 1);
        }
    }

    private static async Task CheckAsync(Visitor visitor, Incident incident, string text, string expected)
    {
        var page = await visitor.GetAsync($"/incidents/{incident.Id}");

        page.Status.ShouldBe(HttpStatusCode.OK, text);
        Elements(page).ShouldBe(expected, text);
        page.Document.Body!.TextContent.EnumerateRunes().Where(rune => !VisibleText.IsVisible(rune) && !Rune.IsWhiteSpace(rune))
            .ShouldBeEmpty(text);
        page.Document.QuerySelectorAll("a[href]").Select(link => link.GetAttribute("href")!)
            .ShouldAllBe(address => address.StartsWith('/') || address.StartsWith('#') || address == "https://example.com/");
    }

    private static string Elements(Visit page) =>
        string.Join(' ', page.Document.All.Select(e => e.LocalName + "[" + string.Join(',', e.Attributes.Select(a => a.Name)) + "]"));

    private Task<Incident> PutAsync(OrganisationId organisation, string text)
    {
        var about = new ObjectReference(text, text, text);
        var finding = new Finding
        {
            Cause = CauseCode.ApplicationCrash,
            Object = about,
            Summary = text,
            Confidence = 0.5,
            Citations = [new Citation { EvidenceId = text, Field = text, Quote = text, Object = about, At = IncidentSamples.Start }],
            Remedy = new Remedy(text, [text]),
        };
        var diagnosis = new DiagnosisResult
        {
            Verdict = CauseCode.ApplicationCrash,
            Causes = [new RankedCause { Finding = finding, Confidence = 0.5, Effects = [finding] }],
            Unrelated = [finding],
            BlastRadius = new BlastRadius { Workloads = [about], Services = [about], Ingresses = [about] },
            Timeline = [new TimelineItem(IncidentSamples.Start, text, about)],
            LookedAt = [text],
        };
        return portal.PutReportedAsync(organisation, text, diagnosis, incident => incident with
        {
            Title = text,
            ClusterName = text,
            Labels = new Dictionary<string, string> { ["namespace"] = text, ["one"] = text },
            Lead = new LeadingAlert(text, text, [new AlertLink(text, "javascript:alert(1)"), new AlertLink(text, "https://example.com/")]),
            Alerts = [incident.Alerts[0] with { Name = text, Object = text }],
        });
    }
}

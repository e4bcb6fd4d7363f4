using OpsWorker.Pipeline.Intake;

namespace OpsWorker.Portal.Tests.Sources;

public sealed class SourcesPageTests(RunningPortal portal)
{
    [Fact]
    public async Task Every_source_has_its_address_and_the_last_alert()
    {
        using var visitor = await portal.VisitAsync();

        var page = await visitor.GetAsync("/sources");

        page.Document.QuerySelectorAll("details[id^=source-]").Length.ShouldBe(AlertSources.All.Count);
        page.Text("#source-datadog code").ShouldBe($"{portal.Address}v1/webhooks/datadog/KEY");
        page.Text("#source-alertmanager summary").ShouldContain("last received");
        page.Text("#source-zabbix summary").ShouldContain("nothing received");
    }

    [Fact]
    public async Task A_key_is_made_shown_once_and_revoked()
    {
        var (_, key) = await portal.CreateOrganisationAsync();
        using var visitor = await portal.VisitAsync(key);

        var page = await visitor.GetAsync("/sources");
        var made = await visitor.SubmitAsync(
            page, "form[action='/sources/keys']", ("kind", "Api"), ("role", "Viewer"), ("name", "for the screen"));
        var secret = made.Text(".answer code");
        secret.ShouldStartWith("owk_");

        using var viewer = await portal.VisitAsync(secret);
        (await viewer.GetAsync("/incidents")).Text("h1").ShouldBe("Incidents");
        var later = await visitor.GetAsync("/sources");
        later.Html.ShouldNotContain(secret);
        var row = later.Document.QuerySelectorAll("tbody tr")
            .Single(tr => tr.TextContent.Contains("for the screen", StringComparison.Ordinal));
        await visitor.SubmitAsync(later, $"form[action='{row.QuerySelector("form")!.GetAttribute("action")}']");

        (await viewer.GetAsync("/incidents")).Path.ShouldStartWith("/sign-in");
    }
}

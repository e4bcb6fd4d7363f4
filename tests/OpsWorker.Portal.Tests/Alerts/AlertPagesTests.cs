namespace OpsWorker.Portal.Tests.Alerts;

public sealed class AlertPagesTests(RunningPortal portal)
{
    [Fact]
    public async Task The_list_leads_to_an_alert_with_its_rule_payload_and_incident()
    {
        using var visitor = await portal.VisitAsync();

        var list = await visitor.GetAsync("/alerts");
        var path = list.Document.QuerySelector(".item-title")!.GetAttribute("href")!;
        var page = await visitor.GetAsync(path);

        page.Document.QuerySelectorAll("h2").ShouldContain(h => h.TextContent == "Decided by default: Investigate");
        page.Document.QuerySelectorAll("main ol li").Select(li => li.TextContent)
            .ShouldContain(line => line.StartsWith("not-for-people does not match", StringComparison.Ordinal));
        page.Text("pre.text").ShouldStartWith("{");
        page.Document.QuerySelector("a.button[href^='/incidents/']").ShouldNotBeNull();
    }

    [Fact]
    public async Task The_address_filters()
    {
        using var visitor = await portal.VisitAsync();

        (await visitor.GetAsync("/alerts?source=alertmanager")).Document.QuerySelectorAll(".item").ShouldNotBeEmpty();
        (await visitor.GetAsync("/alerts?source=zabbix")).Text(".empty h2").ShouldBe("No alert");
        (await visitor.GetAsync("/alerts?text=nowhere-at-all")).Document.QuerySelectorAll(".item").ShouldBeEmpty();
    }
}

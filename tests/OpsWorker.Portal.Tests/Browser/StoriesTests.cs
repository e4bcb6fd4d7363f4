using Microsoft.Playwright;
using OpsWorker.Core.Clusters;
using OpsWorker.Testing;
using static Microsoft.Playwright.Assertions;

namespace OpsWorker.Portal.Tests.Browser;

/// <summary>Stories of people, in a real browser.</summary>
public sealed class StoriesTests(RunningPortal portal, Chromium chromium)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_the_first_start_to_the_cause()
    {
        var page = await chromium.OpenAloneAsync(portal);

        await page.GotoAsync(portal.CreateSignInLink().ToString());
        await page.Locator($"a[href='/incidents/{portal.IncidentId}']").ClickAsync();

        await Expect(page.Locator("#answer")).Not.ToBeEmptyAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What to do" })).ToBeVisibleAsync();
        await Expect(page.Locator(".quote").First).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_script_everything_is_there_too()
    {
        var page = await chromium.OpenAsync(portal, "/incidents", new() { JavaScriptEnabled = false });

        await page.Locator($"a[href='/incidents/{portal.IncidentId}']").ClickAsync();

        await Expect(page.Locator("#answer")).Not.ToBeEmptyAsync();
        await Expect(page.Locator(".steps li").First).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_acknowledgement_on_a_phone_can_be_undone_and_is_sent_when_the_page_is_left()
    {
        var (organisation, key) = await portal.CreateOrganisationAsync();
        var incident = await portal.PutReportedAsync(organisation, "one", DiagnosisSamples.Found);
        var page = await chromium.OpenAloneAsync(portal, new() { ViewportSize = new() { Width = 390, Height = 844 }, HasTouch = true });
        await page.GotoAsync($"/sign-in?to=/incidents/{incident.Id}");
        await page.FillAsync("#key", key);
        await page.PressAsync("#key", "Enter");
        var button = page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" });

        await button.TapAsync();
        await Expect(button).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).TapAsync();
        await Expect(button).ToBeVisibleAsync();
        (await StoredAsync(organisation, incident.Id)).Acknowledged.ShouldBeNull();

        await button.TapAsync();
        await page.GotoAsync("/incidents");
        await Eventually.ShouldBeTrueAsync(
            async () => (await StoredAsync(organisation, incident.Id)).Acknowledged is not null, "the acknowledgement is stored");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_cluster_is_added_and_the_page_notices_its_agent()
    {
        var (organisation, key) = await portal.CreateOrganisationAsync();
        var page = await chromium.OpenAloneAsync(portal);
        await page.GotoAsync("/sign-in?to=/clusters");
        await page.FillAsync("#key", key);
        await page.PressAsync("#key", "Enter");

        await page.GetByRole(AriaRole.Link, new() { Name = "Add a cluster" }).ClickAsync();
        await page.FillAsync("#name", "prod-eu");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
        await Expect(page.Locator(".command code").First).ToContainTextAsync("helm upgrade --install");
        var cluster = (await portal.Store.Clusters.ListAsync(organisation, Cancel)).Single();
        var now = portal.Time.GetUtcNow();
        await portal.Store.Clusters.UpdateAsync(cluster.Id, c => c with { FirstSeenAt = now, LastSeenAt = now }, Cancel);

        await Expect(page.Locator("[data-wait]")).ToContainTextAsync("Connected", new() { Timeout = 30_000 });
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_palette_leads_by_keys_to_an_incident()
    {
        var page = await chromium.OpenAsync(portal, "/alerts");

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("complete their checkout");
        await Expect(page.Locator("#palette-list li").First).ToContainTextAsync("incident");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page).ToHaveURLAsync(new Uri(portal.Address, $"/incidents/{portal.IncidentId}").ToString());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_open_list_shows_a_new_incident_by_itself()
    {
        var (organisation, key) = await portal.CreateOrganisationAsync();
        await portal.PutReportedAsync(organisation, "one", DiagnosisSamples.Found);
        var page = await chromium.OpenAloneAsync(portal);
        await page.GotoAsync("/sign-in");
        await page.FillAsync("#key", key);
        await page.PressAsync("#key", "Enter");
        await Expect(page.Locator(".item")).ToHaveCountAsync(1);

        await portal.PutReportedAsync(organisation, "two", DiagnosisSamples.Found);

        await Expect(page.Locator(".item")).ToHaveCountAsync(2, new() { Timeout = 30_000 });
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_keys_j_and_k_move_in_the_list()
    {
        var page = await chromium.OpenAsync(portal, "/incidents");

        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator("[data-row]").First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator("[data-row]").Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("k");
        await Expect(page.Locator("[data-row]").First).ToBeFocusedAsync();
        await page.Context.CloseAsync();
    }

    private async Task<Core.Incidents.Incident> StoredAsync(Core.OrganisationId organisation, string id) =>
        (await portal.Store.Incidents.GetAsync(organisation, id, Cancel)).ShouldNotBeNull();
}

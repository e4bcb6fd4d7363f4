using System.Net;

namespace OpsWorker.Portal.Tests.Settings;

public sealed class SettingsPageTests(RunningPortal portal)
{
    [Fact]
    public async Task The_digests_time_is_changed_and_in_the_audit_log()
    {
        var (organisation, key) = await portal.CreateOrganisationAsync();
        using var visitor = await portal.VisitAsync(key);

        var page = await visitor.GetAsync("/settings");
        var changed = await visitor.SubmitAsync(
            page, "form[action='/settings']", ("timeZone", "Europe/Berlin"), ("digestHour", "7"));

        changed.Path.ShouldBe("/settings?done=settings");
        var stored = await portal.Store.Organisations.GetAsync(organisation, TestContext.Current.CancellationToken);
        stored!.TimeZone.ShouldBe("Europe/Berlin");
        stored.DigestHour.ShouldBe(7);
        changed.Text("table").ShouldContain("organisation");
    }

    [Theory]
    [InlineData("Nowhere/None", "9")]
    [InlineData("UTC", "24")]
    [InlineData("UTC", "x")]
    public async Task Wrong_settings_are_refused(string zone, string hour)
    {
        var (_, key) = await portal.CreateOrganisationAsync();
        using var visitor = await portal.VisitAsync(key);

        var page = await visitor.GetAsync("/settings");
        var refused = await visitor.SubmitAsync(page, "form[action='/settings']", ("timeZone", zone), ("digestHour", hour));

        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
    }
}

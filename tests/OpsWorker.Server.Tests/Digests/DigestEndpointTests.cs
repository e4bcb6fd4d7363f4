using System.Net;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Digests;

public sealed class DigestEndpointTests(RunningServer server)
{
    [Fact]
    public async Task A_digest_can_be_read_before_it_is_due_and_has_the_records_so_far()
    {
        await using var clocked = await ClockedServer.StartAsync();
        await clocked.Tenant.PostAlertsAsync(AlertmanagerPayload.Of(AlertmanagerPayload.Alert("CheckoutDown")).ToJsonString());
        await Eventually.ShouldBeTrueAsync(
            async () => (await clocked.Tenant.GetAsync("v1/incidents")).Ids().Count == 1, "the alert opens an incident");

        var digest = (await clocked.Tenant.GetAsync("v1/digest?date=2026-03-01")).Json;

        digest.GetProperty("date").GetString().ShouldBe("2026-03-01");
        digest.GetProperty("numbers").GetProperty("incidents").GetInt32().ShouldBe(1);
        digest.GetProperty("stillOpen").GetArrayLength().ShouldBe(1);
        digest.GetProperty("isQuiet").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_date_it_is_the_last_one_that_was_due()
    {
        await using var clocked = await ClockedServer.StartAsync();
        (await clocked.Tenant.GetAsync("v1/digest")).Text("date").ShouldBe("2026-02-28");

        await clocked.Tenant.SendAsync(HttpMethod.Patch, "v1/organisation", """{"digestHour":3}""");

        (await clocked.Tenant.GetAsync("v1/digest")).Text("date").ShouldBe("2026-03-01");
    }

    [Theory]
    [InlineData("tomorrow")]
    [InlineData("2999-01-01")]
    [InlineData("1999-01-01")]
    [InlineData("0001-01-01")]
    [InlineData("2026-13-01")]
    [InlineData("")]
    public async Task A_date_that_is_none_of_the_organisations_is_refused(string date) =>
        (await server.Default.GetAsync("v1/digest?date=" + date)).ShouldBeProblemOf("date");

    [Fact]
    public async Task Without_a_key_a_digest_is_refused()
    {
        (await server.Default.GetAsync("v1/digest", key: null)).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await server.Default.GetAsync("v1/organisation", key: null)).ShouldBeProblem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Settings_are_changed_one_by_one_and_of_the_own_organisation_only()
    {
        var tenant = await server.CreateTenantAsync();
        var another = await server.CreateTenantAsync();

        await tenant.SendAsync(HttpMethod.Patch, "v1/organisation", """{"timeZone":"Asia/Tokyo"}""");
        var changed = (await tenant.SendAsync(HttpMethod.Patch, "v1/organisation", """{"digestHour":7}""")).Json;

        changed.GetProperty("timeZone").GetString().ShouldBe("Asia/Tokyo");
        changed.GetProperty("digestHour").GetInt32().ShouldBe(7);
        (await tenant.GetAsync("v1/organisation")).Body.ShouldBe(changed.GetRawText());
        var untouched = (await another.GetAsync("v1/organisation")).Json;
        untouched.GetProperty("timeZone").GetString().ShouldBe("UTC");
        untouched.GetProperty("digestHour").GetInt32().ShouldBe(9);
    }

    [Theory]
    [InlineData("""{"timeZone":"Mars/Olympus"}""", "timeZone")]
    [InlineData("""{"timeZone":""}""", "timeZone")]
    [InlineData("""{"digestHour":24}""", "digestHour")]
    [InlineData("""{"digestHour":-1}""", "digestHour")]
    [InlineData("""{"digestHour":9.5}""", "$.digestHour")]
    [InlineData("""{"id":"org_1"}""", "$.id")]
    public async Task A_setting_that_is_wrong_is_named(string json, string field) =>
        (await server.Default.SendAsync(HttpMethod.Patch, "v1/organisation", json)).ShouldBeProblemOf(field);
}

namespace OpsWorker.Server.Tests.Commands;

public sealed class DigestCommandTests(RunningServer server)
{
    [Fact]
    public async Task The_digest_is_shown_as_people_read_it_and_as_programs_do()
    {
        var tenant = await server.CreateTenantAsync();
        await tenant.SendAsync(HttpMethod.Patch, "v1/organisation", """{"digestHour":0}""");

        var text = await RunAsync(tenant, "digest");
        text.ShouldExitWith(0).Output[0].ShouldMatch("^Daily digest, [A-Z][a-z]+day, .*: a quiet day. No alerts");

        var json = await RunAsync(tenant, "digest", "--json");
        json.ShouldExitWith(0).JsonLines.ShouldHaveSingleItem().GetProperty("numbers").GetProperty("alerts").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task A_date_that_is_wrong_is_the_users_mistake()
    {
        var result = await RunAsync(server.Default, "digest", "--date", "tomorrow");

        result.ShouldExitWith(2).Errors.ShouldStartWith("opsworker: date: A date like ");
    }

    [Fact]
    public async Task Settings_of_the_organisation_are_changed_and_shown()
    {
        var tenant = await server.CreateTenantAsync();

        (await RunAsync(tenant, "organisation", "set", "--time-zone", "Europe/Berlin", "--digest-hour", "8")).ShouldExitWith(0);
        var shown = (await RunAsync(tenant, "organisation", "show")).ShouldExitWith(0).Output;

        shown.ShouldContain("Time zone    Europe/Berlin");
        shown.ShouldContain("Digest       daily, weekly off, at 08:00");
        (await RunAsync(tenant, "organisation", "set", "--time-zone", "Mars")).ShouldExitWith(2).Errors.ShouldContain("timeZone");
    }

    private static Task<CommandResult> RunAsync(Tenant tenant, params string[] arguments) =>
        CommandResult.OfAsync([.. arguments, "--server", tenant.Address.ToString()], new() { ["OPSWORKER_API_KEY"] = tenant.ApiKey });
}

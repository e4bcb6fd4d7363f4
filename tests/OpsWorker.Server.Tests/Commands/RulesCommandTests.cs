using System.Net;
using System.Text;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Commands;

public sealed class RulesCommandTests(RunningServer server) : IDisposable
{
    private const string Rules =
        """
        rules:
          - id: page
            name: Pages of production
            when:
              match: '{alert.severity=~"critical|error"}'
              during: [{days: [mon-sun], from: "00:00", to: "24:00", zone: Europe/Berlin}]
            do: investigate
            tags: [page]
            cooldown: {minutes: 60, per: workload}
          - id: quiet
            do: suppress
        maintenance:
          - name: Patching
            weekly: [{days: [sun], from: "02:00", to: "04:00"}]
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Applied_rules_are_exported_and_differ_from_others()
    {
        var tenant = await server.CreateTenantAsync();
        var file = Write("rules.yaml", Rules);

        (await RunAsync(tenant, "diff", file)).ShouldExitWith(1).Output.ShouldBe(["+ rule page", "+ rule quiet", "+ maintenance Patching"]);
        (await RunAsync(tenant, "apply", file)).ShouldExitWith(0).Output[^1].ShouldBe("The rules have version 1 now.");
        (await RunAsync(tenant, "apply", file)).ShouldExitWith(0).Output.ShouldBe(["Nothing changes; the rules have version 1."]);
        var exported = Write("exported.yaml", string.Join('\n', (await RunAsync(tenant, "export")).ShouldExitWith(0).Output));
        (await RunAsync(tenant, "diff", exported)).ShouldExitWith(0).Output.ShouldBeEmpty();
        var changed = Write("changed.yaml", Rules.Replace("critical|error", "critical", StringComparison.Ordinal));
        (await RunAsync(tenant, "apply", changed)).ShouldExitWith(0).Output.ShouldBe(["~ rule page", "The rules have version 2 now."]);

        var versions = (await tenant.GetAsync("v1/rules/versions")).Json.GetProperty("items").EnumerateArray().ToList();
        versions.Select(v => v.GetProperty("version").GetInt32()).ShouldBe([2, 1]);
        versions.ShouldAllBe(v => v.GetProperty("changedBy").GetString()!.StartsWith("key_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_alert_is_tested_against_a_file_without_a_server()
    {
        var alert = Write("alert.json", AlertmanagerPayload.Of(AlertmanagerPayload.Alert("CheckoutDown")).ToJsonString());

        var result = await CommandResult.OfAsync("rules", "test", "--alert", alert, "--file", Write("rules.yaml", Rules));

        result.ShouldExitWith(0);
        result.Output[0].ShouldBe("CheckoutDown: investigate, by page");
        result.Output.ShouldContain("    page: matches");
    }

    [Fact]
    public async Task A_test_states_the_terms_of_the_decision_at_a_time_and_the_action_that_a_window_hides()
    {
        var alert = Write("alert.json", AlertmanagerPayload.Of(AlertmanagerPayload.Alert("CheckoutDown")).ToJsonString());
        var rules = Write(
            "rules.yaml",
            """
            rules:
              - id: page
                do: investigate
                route: C0PAGES
                cooldown: {minutes: 60, per: workload}
                investigation: {priority: 9, models: [choose, lookFurther], budget: {tokens: 5000, money: 0.02}}
                escalate: [{minutes: 15, mention: S0LEADS}, {minutes: 45, mention: channel, route: C0ALL}]
            maintenance:
              - {name: Move, from: 2026-03-01T22:00:00Z, to: 2026-03-02T04:00:00Z}
            """);

        var before = await CommandResult.OfAsync("rules", "test", "--alert", alert, "--file", rules, "--at", "2026-03-01T21:59:59Z");
        var during = await CommandResult.OfAsync("rules", "test", "--alert", alert, "--file", rules, "--at", "2026-03-01T23:00:00+01:00");

        before.ShouldExitWith(0).Output.Take(7).ShouldBe(
        [
            "CheckoutDown: investigate, by page",
            "  priority: 9",
            "  models: choose, lookFurther",
            "  budget: 5000 tokens and $0.02 an investigation",
            "  cooldown: investigated at most 1 in 60 minutes, for each workload",
            "  channel: C0PAGES",
            "  escalation: after 15 min S0LEADS; after 45 min channel in C0ALL",
        ]);
        during.ShouldExitWith(0).Output.Take(2).ShouldBe(
            ["CheckoutDown: suppress, by maintenance Move", "  without the window: investigate, by page"]);
    }

    [Fact]
    public async Task Stored_alerts_are_replayed()
    {
        var tenant = await server.CreateTenantAsync();
        var now = TimeProvider.System.GetUtcNow().ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        var payload = AlertmanagerPayload.Of(AlertmanagerPayload.Alert("A"), AlertmanagerPayload.Alert("B"));
        foreach (var alert in payload["alerts"]!.AsArray()) alert!["startsAt"] = now;
        payload["alerts"]![1]!["labels"]!["severity"] = "info";
        (await tenant.PostAlertsAsync(payload.ToJsonString())).Status.ShouldBe(HttpStatusCode.Accepted);
        await Eventually.ShouldBeTrueAsync(async () => (await tenant.GetAsync("v1/alerts")).Ids().Count == 2, "the alerts are stored");

        var result = await RunAsync(tenant, "backtest", "--since", "1h", "--file", Write("rules.yaml", Rules));

        result.ShouldExitWith(0).Output.Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .ShouldBe(
            [
                "2 alerts", "investigate 1", "1 page", "notify 0", "suppress 1", "1 quiet",
                "incidents: 1, of which 1 investigated and 0 only shown, 0 because of a cooldown",
            ]);
    }

    [Theory]
    [InlineData("rules:\n  - id: a\n    doo: suppress\n", "$.rules[0].doo")]
    [InlineData("rules:\n  - do: suppress\n", "$.rules[0]")]
    [InlineData("rules:\n  - id: a\n    do: sing\n", "$.rules[0].do")]
    [InlineData("rules:\n  - id: a\n    do: suppress\n    when: {match: 'a==b'}\n", "rules[0].when.match: Column 3")]
    [InlineData("rules: [\n", "is no YAML: line ")]
    [InlineData("rules: *x\n", "is no YAML: line ")]
    public async Task A_file_that_is_not_valid_is_refused_with_the_place(string yaml, string place)
    {
        var alert = Write("alert.json", AlertmanagerPayload.Of(AlertmanagerPayload.Alert("A")).ToJsonString());

        var result = await CommandResult.OfAsync("rules", "test", "--alert", alert, "--file", Write("rules.yaml", yaml));

        result.ShouldExitWith(2).Errors.ShouldContain(place);
    }

    [Fact]
    public async Task Rules_that_are_not_valid_or_made_from_an_older_version_are_refused()
    {
        var tenant = await server.CreateTenantAsync();

        (await PutAsync(tenant, """{"rules":[{"id":"a","when":{"match":"a=~\"(\""},"do":"suppress"}]}"""))
            .ShouldBeProblemOf("rules[0].when.match");
        (await PutAsync(tenant, """{"rules":[{"id":"a","tags":null,"do":"suppress"}]}""")).ShouldBeProblemOf("$.rules[0].tags");
        (await PutAsync(tenant, """{"rules":[{"id":"a","doo":"suppress"}]}""")).ShouldBeProblem(HttpStatusCode.BadRequest);
        (await PutAsync(tenant, """{"version":0,"rules":[{"id":"a","do":"suppress"}]}""")).Status.ShouldBe(HttpStatusCode.OK);
        (await PutAsync(tenant, """{"version":0,"rules":[]}""")).ShouldBeProblem(HttpStatusCode.Conflict);
        (await tenant.GetAsync("v1/rules")).Json.GetProperty("version").GetInt32().ShouldBe(1);
    }

    private static async Task<Answer> PutAsync(Tenant tenant, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(tenant.Address, "v1/rules"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", tenant.ApiKey);
        return await Tenant.SendAsync(request);
    }

    private static Task<CommandResult> RunAsync(Tenant tenant, params string[] arguments) => CommandResult.OfAsync(
        ["rules", .. arguments, "--server", tenant.Address.ToString()],
        new Dictionary<string, string> { ["OPSWORKER_API_KEY"] = tenant.ApiKey });

    private string Write(string name, string content)
    {
        File.WriteAllText(_folder.File(name), content);
        return _folder.File(name);
    }
}

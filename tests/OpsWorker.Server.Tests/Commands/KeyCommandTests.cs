using System.Net;
using System.Text.Json;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Commands;

public sealed class KeyCommandTests(RunningServer server)
{
    [Fact]
    public async Task A_key_is_added_listed_rotated_and_revoked()
    {
        var tenant = await server.CreateTenantAsync();

        string[] add = ["key", "add", "--name", "ci", "--role", "operator", "--scope", "read", "--expires", "90d", "--json"];
        var added = await RunAsync(tenant, add);
        var key = added.GetProperty("key").GetString()!;
        var id = added.GetProperty("record").GetProperty("id").GetString()!;
        (await tenant.GetAsync("v1/incidents", key)).Status.ShouldBe(HttpStatusCode.OK);
        (await TextAsync(tenant, "key", "list")).ShouldMatch($"{id} .*Operator: Read");

        var rotated = await RunAsync(tenant, "key", "rotate", id, "--grace-hours", "0", "--json");
        (await tenant.GetAsync("v1/incidents", key)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var second = rotated.GetProperty("record").GetProperty("id").GetString()!;
        (await TextAsync(tenant, "key", "revoke", second)).ShouldContain("revoked");
        (await tenant.GetAsync("v1/incidents", rotated.GetProperty("key").GetString())).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_audit_log_is_printed_and_exported_as_JSON_lines()
    {
        var tenant = await server.CreateTenantAsync();
        using var folder = new TemporaryFolder();
        await RunAsync(tenant, "key", "add", "--kind", "webhook", "--source", "grafana", "--workspace", "payments", "--json");
        (await TextAsync(tenant, "key", "list")).ShouldContain("source grafana in payments");
        var file = folder.File("audit.jsonl");

        (await TextAsync(tenant, "audit", "--since", "1h")).ShouldMatch("127\\.0\\.0\\.1 .*key\\.add");
        await TextAsync(tenant, "audit", "--output", file);

        JsonElement.Parse(File.ReadAllLines(file).ShouldHaveSingleItem()).GetProperty("action").GetString().ShouldBe("key.add");
        (await CommandResult.OfAsync(["audit", "--output", file, .. Access(tenant)])).ShouldExitWith(2).Errors.ShouldContain(file);
        (await CommandResult.OfAsync(["audit", "--since", "soon", .. Access(tenant)])).ShouldExitWith(2).Errors.ShouldContain("--since");
    }

    [Fact]
    public async Task Wrong_arguments_are_named()
    {
        var tenant = await server.CreateTenantAsync();

        (await CommandResult.OfAsync(["key", "add", "--role", "boss", .. Access(tenant)])).ShouldExitWith(2).Errors.ShouldContain("boss");
        (await CommandResult.OfAsync(["key", "add", "--role", "operator,approver", .. Access(tenant)]))
            .ShouldExitWith(2).Errors.ShouldContain("operator,approver");
        (await CommandResult.OfAsync(["key", "add", "--scope", "fly", .. Access(tenant)])).ShouldExitWith(2).Errors.ShouldContain("fly");
        (await CommandResult.OfAsync(["key", "revoke", "key_0", .. Access(tenant)])).ShouldExitWith(2).Errors.ShouldContain("key_0");
        (await CommandResult.OfAsync(["key", "list", "--data", "/nowhere"])).ShouldExitWith(2).Errors.ShouldContain("/nowhere");
    }

    [Fact]
    public async Task A_lost_API_key_is_replaced_in_the_data_folder_of_a_server_that_is_stopped()
    {
        using var folder = new TemporaryFolder();
        var data = folder.File("data");
        await using (var first = ChildProcess.StartOpsWorker(["up", "--urls", "http://127.0.0.1:0", "--data", data]))
        {
            await Eventually.ShouldBeTrueAsync(
                () => Task.FromResult(first.Output.Any(line => line.Contains("API key", StringComparison.Ordinal))), "the server is up");
            (await CommandResult.OfAsync("key", "list", "--data", data)).ShouldExitWith(2);
        }

        var added = (await CommandResult.OfAsync("key", "add", "--role", "admin", "--data", data, "--json")).ShouldExitWith(0);

        added.JsonLines[0].GetProperty("record").GetProperty("createdBy").GetString().ShouldBe("local");
        (await CommandResult.OfAsync("key", "list", "--data", data)).ShouldExitWith(0).Output.Count.ShouldBe(4);
    }

    private static string[] Access(Tenant tenant) => ["--server", tenant.Address.ToString(), "--api-key", tenant.ApiKey];

    private static async Task<JsonElement> RunAsync(Tenant tenant, params IEnumerable<string> arguments) =>
        (await CommandResult.OfAsync([.. arguments, .. Access(tenant)])).ShouldExitWith(0).JsonLines.ShouldHaveSingleItem();

    private static async Task<string> TextAsync(Tenant tenant, params IEnumerable<string> arguments) =>
        string.Join('\n', (await CommandResult.OfAsync([.. arguments, .. Access(tenant)])).ShouldExitWith(0).Output);
}

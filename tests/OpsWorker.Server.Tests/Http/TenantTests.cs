using System.Net;
using System.Text;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Commands;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Investigations;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Http;

/// <summary>Every operation of the OpenAPI document, with ids of another organisation and with keys of each wrong kind.</summary>
public sealed class TenantTests(RunningServer server)
{
    private const string ClusterName = "of the tenant";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_operation_finds_a_record_of_another_organisation()
    {
        var mine = await server.CreateTenantAsync();
        var records = await RecordsOfAsync(await server.CreateTenantAsync());
        var tried = new List<string>();
        foreach (var operation in await OperationsAsync())
        {
            if (!operation.Path.Contains("{id}", StringComparison.Ordinal)) continue;
            var kind = operation.Path.Split('/')[2];
            var path = operation.Path.Replace("{id}", records[kind], StringComparison.Ordinal).TrimStart('/');

            var answer = await mine.SendAsync(operation.Method, path, operation.Body);

            answer.Status.ShouldBe(HttpStatusCode.NotFound, $"{operation}: {answer.Body}");
            answer.ShouldBeProblem(HttpStatusCode.NotFound);
            tried.Add(kind);
        }

        tried.Distinct().ShouldBe(records.Keys, ignoreOrder: true);
        tried.Count.ShouldBeGreaterThan(12);
    }

    [Fact]
    public async Task The_records_are_there_for_their_own_organisation()
    {
        var tenant = await server.CreateTenantAsync();
        foreach (var (kind, id) in await RecordsOfAsync(tenant))
        {
            (await tenant.GetAsync($"v1/{kind}/{id}")).Status.ShouldBe(HttpStatusCode.OK, kind);
        }
    }

    [Fact]
    public async Task No_listing_shows_a_record_of_another_organisation()
    {
        var mine = await server.CreateTenantAsync();
        var records = await RecordsOfAsync(await server.CreateTenantAsync());
        foreach (var operation in (await OperationsAsync()).Where(o => o.Method == HttpMethod.Get && !o.Path.Contains('{')))
        {
            var answer = await mine.GetAsync(operation.Path.TrimStart('/'));

            foreach (var id in records.Values) answer.Body.ShouldNotContain(id, Case.Sensitive, operation.ToString());
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("made up")]
    [InlineData("webhook")]
    [InlineData("agent")]
    [InlineData("revoked")]
    public async Task A_credential_of_another_kind_opens_no_operation(string kind)
    {
        var tenant = await server.CreateTenantAsync();
        var key = await CredentialAsync(tenant, kind);
        foreach (var operation in await OperationsAsync())
        {
            var path = operation.Path.Replace("{id}", "id_1", StringComparison.Ordinal).TrimStart('/');

            var answer = await SendAsync(operation.Method, path, operation.Body, key);

            answer.Status.ShouldBe(HttpStatusCode.Unauthorized, $"{operation}: {answer.Body}");
            answer.ShouldBeProblem(HttpStatusCode.Unauthorized);
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("made up")]
    [InlineData("api")]
    [InlineData("agent")]
    public async Task A_credential_of_another_kind_sends_no_alerts(string kind)
    {
        var tenant = await server.CreateTenantAsync();
        var key = await CredentialAsync(tenant, kind);

        (await SendAsync(HttpMethod.Post, "v1/webhooks/alertmanager", "{}", key)).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await SendAsync(HttpMethod.Post, $"v1/webhooks/alertmanager/{key ?? "none"}", "{}", null))
            .ShouldBeProblem(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("made up")]
    [InlineData("api")]
    [InlineData("webhook")]
    public async Task A_credential_of_another_kind_is_no_agents(string kind)
    {
        var tenant = await server.CreateTenantAsync();
        var key = await CredentialAsync(tenant, kind);

        (await SendAsync(HttpMethod.Post, "v1/agent/session", null, key)).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await SendAsync(HttpMethod.Post, "v1/agent/alerts", "{}", key)).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await SendAsync(HttpMethod.Get, "v1/agent/alerts", null, key)).ShouldBeProblem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_viewer_changes_nothing_and_a_key_without_the_scope_reads_nothing()
    {
        var tenant = await server.CreateTenantAsync();
        var records = await RecordsOfAsync(tenant);
        var viewer = await KeyAsync(tenant, """{"kind":"Api","role":"Viewer"}""");
        var unread = await KeyAsync(tenant, """{"kind":"Api","role":"Operator","scopes":["Respond"]}""");
        string[] ofAdmins = ["keys", "audit"];
        foreach (var operation in await OperationsAsync())
        {
            var kind = operation.Path.Split('/')[2];
            var path = operation.Path.Replace("{id}", records.GetValueOrDefault(kind), StringComparison.Ordinal).TrimStart('/');
            var reads = operation.Method == HttpMethod.Get;
            if (!reads || ofAdmins.Contains(kind))
            {
                (await tenant.SendAsync(operation.Method, path, operation.Body, viewer)).Status
                    .ShouldBe(HttpStatusCode.Forbidden, operation.ToString());
            }

            if (reads) (await tenant.GetAsync(path, unread)).Status.ShouldBe(HttpStatusCode.Forbidden, operation.ToString());
        }
    }

    [Fact]
    public async Task Each_operation_that_changes_something_is_in_the_audit_log_and_so_is_each_that_is_denied()
    {
        var changes = (await OperationsAsync()).Where(o => o.Method != HttpMethod.Get && o.Path != "/v1/ask").ToList();
        foreach (var operation in changes)
        {
            var tenant = await server.CreateTenantAsync();
            var records = await RecordsOfAsync(tenant);
            var viewer = await KeyAsync(tenant, """{"kind":"Api","role":"Viewer"}""");
            var id = records.GetValueOrDefault(operation.Path.Split('/')[2]);
            var path = operation.Path.Replace("{id}", id, StringComparison.Ordinal).TrimStart('/');

            // The examples name a cluster of their own.
            var body = operation.Path switch
            {
                "/v1/investigations" => """{"namespace":"shop"}""",
                "/v1/commands" => operation.Body!.Replace("production", ClusterName, StringComparison.Ordinal),
                _ => operation.Body,
            };

            (await tenant.SendAsync(operation.Method, path, body, viewer)).ShouldBeProblem(HttpStatusCode.Forbidden);
            (await AuditAsync(tenant)).ShouldBe(["access.deny", "key.add"], operation.ToString());

            var answer = await tenant.SendAsync(operation.Method, path, body);
            ((int)answer.Status).ShouldBeInRange(200, 299, $"{operation}: {answer.Body}");
            var actions = await AuditAsync(tenant);
            actions.Count.ShouldBe(3, operation.ToString());
            actions[0].ShouldNotBe("access.deny", operation.ToString());
        }
    }

    private static async Task<IReadOnlyList<string>> AuditAsync(Tenant tenant)
    {
        var log = (await tenant.GetAsync("v1/audit")).Json;
        return [.. log.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("action").GetString()!)];
    }

    // The operations of people and programs, with a body that is right as far as the body says.
    private async Task<IReadOnlyList<Operation>> OperationsAsync()
    {
        var document = (await server.Default.GetAsync("openapi/v1.json", key: null)).Json;
        var operations =
            from path in document.GetProperty("paths").EnumerateObject()
            where path.Name.StartsWith("/v1/", StringComparison.Ordinal)
                && !path.Name.StartsWith("/v1/webhooks", StringComparison.Ordinal)
                && !path.Name.StartsWith("/v1/slack", StringComparison.Ordinal)
                && !path.Name.StartsWith("/v1/agent", StringComparison.Ordinal)
            from operation in path.Value.EnumerateObject()
            select new Operation(
                HttpMethod.Parse(operation.Name.ToUpperInvariant()),
                path.Name,
                operation.Value.TryGetProperty("requestBody", out var body)
                    ? body.GetProperty("content").GetProperty("application/json").GetProperty("example").GetRawText()
                    : null);
        var all = operations.ToList();
        all.Count.ShouldBeGreaterThan(30);
        return all;
    }

    private async Task<Dictionary<string, string>> RecordsOfAsync(Tenant tenant)
    {
        var incident = IncidentSamples.Incident(alertId: $"al_{tenant.Organisation.Value}") with
        {
            Organisation = tenant.Organisation,
            CorrelationKey = "key",
            InvestigationId = null,
        };
        var investigation = new Investigation
        {
            Id = Investigation.IdOf(incident.Id, 1),
            Organisation = tenant.Organisation,
            IncidentId = incident.Id,
            Status = InvestigationStatus.Queued,
            RequestedAt = IncidentSamples.Start,
        };
        await server.Store.Incidents.TryCreateAsync(incident, Cancel);
        await server.Store.Investigations.TryCreateAsync(investigation, Cancel);
        var cluster = new Cluster
        {
            Id = Identifier.New("cl"),
            Organisation = tenant.Organisation,
            Name = ClusterName,
            CreatedAt = IncidentSamples.Start,
            Operator = new OperatorStatus { Version = "1.0.0", Capabilities = OperatorCapabilities.All, KeyId = "k" },
        };
        await server.Store.Clusters.TryCreateAsync(cluster, Cancel);
        var alert = new Alert
        {
            Id = Identifier.New("al"),
            Organisation = tenant.Organisation,
            Source = "alertmanager",
            Fingerprint = "f1",
            Status = AlertStatus.Firing,
            Name = "Watchdog",
            StartsAt = IncidentSamples.Start,
            ReceivedAt = IncidentSamples.Start,
        };
        await server.Store.Alerts.TryPutAsync(alert, Cancel);
        var key = AccessKeys.Create(tenant.Organisation, AccessKeyKind.Api, IncidentSamples.Start).Record;
        await server.Store.Keys.AddAsync(key, Cancel);
        var command = CommandOf(cluster);
        await server.Store.Commands.TryCreateAsync(command, Cancel);
        return new Dictionary<string, string>
        {
            ["incidents"] = incident.Id,
            ["investigations"] = investigation.Id,
            ["clusters"] = cluster.Id,
            ["alerts"] = alert.Id,
            ["keys"] = key.Id,
            ["commands"] = command.Id,
        };
    }

    // One that somebody else requested, and that can be decided about.
    private static ClusterCommand CommandOf(Cluster cluster)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new ClusterCommand
        {
            Id = Identifier.New("cmd"),
            Organisation = cluster.Organisation,
            ClusterId = cluster.Id,
            ClusterName = cluster.Name,
            Operation = CommandOperation.Restart,
            Target = new ObjectReference("Deployment", "shop", "web"),
            Requested = new CommandDecision("user:ada", new Actor(ActorKind.User, "ada"), now, "It hangs."),
            ExpiresAt = now + ClusterCommand.Lifetime,
            State = CommandState.Pending,
            Need = new ApprovalNeed(1, AccessRole.Approver, AccessRole.Admin, null),
            Preview = new CommandPreview("1000", "uid/1", [], [], now),
        };
    }

    private async Task<string?> CredentialAsync(Tenant tenant, string kind)
    {
        switch (kind)
        {
            case "none": return null;
            case "made up": return "owk_" + new string('A', 43);
            case "webhook": return tenant.WebhookKey;
            case "api": return tenant.ApiKey;
            case "agent":
                var added = await tenant.SendAsync(HttpMethod.Post, "v1/clusters", """{"name":"production"}""");
                return added.Text("token");
            default:
                var (key, record) = AccessKeys.Create(tenant.Organisation, AccessKeyKind.Api, IncidentSamples.Start);
                await server.Store.Keys.AddAsync(record, Cancel);
                await server.Store.Keys.ExpireAsync(tenant.Organisation, record.Id, TimeProvider.System.GetUtcNow(), Cancel);
                return key;
        }
    }

    private static async Task<string> KeyAsync(Tenant tenant, string body) =>
        (await tenant.SendAsync(HttpMethod.Post, "v1/keys", body)).Text("key")!;

    private Task<Answer> SendAsync(HttpMethod method, string path, string? body, string? key)
    {
        var request = new HttpRequestMessage(method, new Uri(server.Address, path));
        if (key is not null) request.Headers.Authorization = new("Bearer", key);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return Tenant.SendAsync(request);
    }

    private sealed record Operation(HttpMethod Method, string Path, string? Body);
}

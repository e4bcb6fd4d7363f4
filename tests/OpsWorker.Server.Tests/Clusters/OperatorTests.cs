using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Hosting;
using OpsWorker.Core.Commands;
using OpsWorker.Core.Messaging;
using OpsWorker.Kubernetes.Readers.Live.Connections;
using OpsWorker.Operator;
using OpsWorker.Operator.Settings;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Clusters;

/// <summary>Operators at a running server: their sessions, and a command from the API to the cluster and back.</summary>
public sealed class OperatorTests(RunningServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_is_for_the_Operators_own_queue_and_its_results_are_its_own()
    {
        var tenant = await server.CreateTenantAsync();
        var (id, token) = await tenant.AddClusterAsync("shop");
        var session = await OpenAsync(tenant, token);
        var agent = ConnectedAgent.Of(tenant, await tenant.OpenSessionAsync(token));
        var own = ConnectedAgent.Of(tenant, session);

        CommandSignature.IsPublicKey(session.Text("commandKey")!).ShouldBeTrue();
        own.CommandQueueUrl.ShouldEndWith(Queues.Operator(id).Value);
        own.AccessKeyId.ShouldBe(OperatorReport.SenderOf(id));
        (await own.ReceiveAsync(own.CommandQueueUrl)).Status.ShouldBe(HttpStatusCode.OK);
        (await own.ReceiveAsync(agent.CommandQueueUrl)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await agent.ReceiveAsync(own.CommandQueueUrl)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await OpenAsync(tenant, "owc_wrong")).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await tenant.OpenSessionAsync(token)).Json.TryGetProperty("commandKey", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_restart_goes_from_the_API_to_the_cluster_and_its_result_comes_back()
    {
        var tenant = await server.CreateTenantAsync();
        var (id, token) = await tenant.AddClusterAsync("shop");
        using var folder = new TemporaryFolder();
        await using var api = await ApiServerStandIn.StartAsync(SmallCluster.WriteTo(folder.File("cluster")));
        using var host = Host(tenant, token, folder, api);
        await host.StartAsync(Cancel);
        await Eventually.ShouldBeTrueAsync(
            async () => (await server.Store.Clusters.FindAsync(id, Cancel))!.Operator is not null, "the Operator's report");

        var requested = await tenant.SendAsync(
            HttpMethod.Post,
            "v1/commands",
            """
            {"cluster":"shop","operation":"Restart","reason":"It holds stale connections.",
             "target":{"kind":"deployment","namespace":"shop","name":"checkout"}}
            """);

        requested.Status.ShouldBe(HttpStatusCode.Accepted, requested.Body);
        var path = $"v1/commands/{requested.Text("id")}";
        Answer? last = null;
        await Eventually.ShouldBeTrueAsync(
            async () => (last = await tenant.GetAsync(path)).Text("state") is "Completed" or "Failed", "its end", () => last?.Body ?? "");
        last!.Text("state").ShouldBe("Completed", last.Body);
        api.Writes.Select(w => w.Resource).ShouldBe(["secrets", "deployments", "events"]);
        await host.StopAsync(Cancel);
    }

    private static Task<Answer> OpenAsync(Tenant tenant, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(tenant.Address, "v1/agent/operator-session"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return Tenant.SendAsync(request);
    }

    private static IHost Host(Tenant tenant, string token, TemporaryFolder folder, ApiServerStandIn api)
    {
        const string account = "operator-token", secret = "pin";
        api.Accounts.Add(new StandInAccount(
            account,
            [
                new("get", "deployments"), new("patch", "deployments"), new("create", "events"),
                new("get", "secrets", Name: secret), new("patch", "secrets", Name: secret),
            ]));
        api.Changes.Put("secrets", $$$"""{"metadata": {"name": "{{{secret}}}", "namespace": "default"} }""");
        api.Changes.Put("deployments", """
            {"metadata": {"name": "checkout", "namespace": "shop", "uid": "u", "generation": 1}, "spec": {"replicas": 2}}
            """);
        api.Token = account;
        var variables = api.WriteServiceAccount(folder.File("service-account"));
        File.WriteAllText(folder.File("service-account/namespace"), "default");
        File.WriteAllText(folder.File("token"), token + "\n");
        variables[OperatorSettings.ServerUrlVariable] = tenant.Address.AbsoluteUri;
        variables[OperatorSettings.TokenFileVariable] = folder.File("token");
        variables[OperatorSettings.CapabilitiesVariable] = OperatorCapabilities.KubernetesRestart;
        variables[OperatorSettings.PinSecretVariable] = secret;
        var settings = OperatorSettings.Read(variables.GetValueOrDefault);
        var connection = InClusterConnection.Open(variables.GetValueOrDefault, settings.ServiceAccountFolder, TimeProvider.System);
        return OperatorHost.Create(settings, connection, TimeProvider.System);
    }
}

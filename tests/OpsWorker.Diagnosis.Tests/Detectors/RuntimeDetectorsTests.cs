using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class RuntimeDetectorsTests
{
    [Theory]
    [InlineData("Error: listen tcp :8080: bind: address already in use", CauseCode.PortConflict)]
    [InlineData("java.lang.IllegalArgumentException: Could not resolve placeholder 'db.url' in value", CauseCode.EnvironmentVariableMissing)]
    [InlineData("nginx: [emerg] unknown directive 'servr' in /etc/nginx/nginx.conf:3", CauseCode.ApplicationConfigInvalid)]
    [InlineData("x509: certificate has expired or is not yet valid", CauseCode.CertificateExpired)]
    [InlineData("accept4: too many open files", CauseCode.FileDescriptorsExhausted)]
    [InlineData("FATAL:  password authentication failed for user \"app\"", CauseCode.DatabaseCredentialsInvalid)]
    [InlineData("panic: runtime error: index out of range [3]", CauseCode.ApplicationCrash)]
    public void The_log_of_a_container_that_ends_by_itself_decides(string line, CauseCode code)
    {
        var cluster = Crashing().PreviousLogs("web", "starting", line);
        var cause = cluster.ShouldFind(code, "web");
        cause.Finding.Citations.ShouldContain(c => c.Quote == line);
        cluster.Rounds.ShouldBe(2);
    }

    [Fact]
    public void Permission_denied_is_about_a_mount_where_something_is_mounted()
    {
        const string line = "can't open the file /data/db: Permission denied";
        Crashing("{'volumes':[{'name':'data','persistentVolumeClaim':{'claimName':'data'}}]}").Logs("web", line)
            .Add("persistentvolumeclaims", "PersistentVolumeClaim", "data", "{'status':{'phase':'Bound'}}")
            .ShouldFind(CauseCode.VolumeMountPermissionDenied, "web");
        Crashing().Logs("web", line).ShouldFind(CauseCode.ApplicationCrash, "web");
    }

    [Fact]
    public void A_kill_for_memory_is_the_cause()
    {
        new TestCluster().Deployment("web").Pod("web", States.Crashing(137, "OOMKilled")).ShouldFind(CauseCode.OutOfMemory, "web");
    }

    [Fact]
    public void A_crash_for_want_of_a_server_that_does_not_run_is_an_effect()
    {
        var cause = Crashing("{'containers':[{'name':'main','image':'i','env':[{'name':'DB','value':'db:5432'}]}]}")
            .Logs("web", "dial tcp 10.0.0.9:5432: connect: connection refused")
            .Deployment("db").Pod("db", States.Waiting("ImagePullBackOff")).Service("db", 5432)
            .PodEvent("db", "Failed", "Failed to pull image \"example.org/app:1\": not found")
            .ShouldFind(CauseCode.ImageReferenceInvalid, "db");
        cause.Effects.ShouldContain(f => f.Object.Name == "web");
    }

    [Theory]
    [InlineData("ERROR 1290 (HY000): The MySQL server is running with the --read-only option so it cannot execute this statement", CauseCode.DatabaseReadOnly)]
    [InlineData("FATAL: sorry, too many clients already", CauseCode.DatabaseConnectionsExhausted)]
    public void What_the_database_refuses_to_all_is_the_databases(string line, CauseCode code)
    {
        Client("db:3306").Logs("web", line, line).ShouldFind(code, "db");
    }

    [Fact]
    public void A_port_that_the_database_does_not_have_is_the_clients()
    {
        Client("db:3307").ShouldFind(CauseCode.DatabasePortWrong, "web");
    }

    [Fact]
    public void A_policy_that_forbids_a_connection_that_fails_is_the_cause()
    {
        Client("db:3306").Logs("web", "connect: connection timed out", "connect: connection timed out")
            .Add("networkpolicies", "NetworkPolicy", "only-admin",
                "{'spec':{'podSelector':{'matchLabels':{'app':'db'}},'policyTypes':['Ingress'],'ingress':[{'from':[{'podSelector':{'matchLabels':{'app':'admin'}}}]}]}}")
            .ShouldFind(CauseCode.NetworkPolicyBlocks, "only-admin");
    }

    [Theory]
    [InlineData("2026-03-02T09:50:00Z", true)]
    [InlineData("2025-12-01T08:00:00Z", false)]
    public void A_policy_counts_while_nothing_fails_only_where_it_is_new(string made, bool counts)
    {
        var policy = $"{{'metadata':{{'creationTimestamp':'{made}'}},'spec':{{'podSelector':{{}},'policyTypes':['Ingress']}}}}";
        var causes = Client("db:3306").Add("networkpolicies", "NetworkPolicy", "closed", policy).Diagnose().Causes;

        causes.Any(c => c.Finding.Cause == CauseCode.NetworkPolicyBlocks).ShouldBe(counts);
    }

    [Fact]
    public void A_store_that_is_named_after_another_workload_is_not_the_clients() => new TestCluster()
        .Healthy("main-mysql", 3306).Healthy("registry").Healthy("registry-mysql", 3306).Healthy("web")
        .Call("registry", "registry-mysql").Call("jobs", "main-mysql")
        .Logs("web", "The MySQL server is running with the --read-only option so it cannot execute this statement")
        .ShouldFind(CauseCode.DatabaseReadOnly, "main-mysql");

    [Fact]
    public void A_policy_that_allows_the_connection_is_no_cause()
    {
        Client("db:3306").Add("networkpolicies", "NetworkPolicy", "all",
                "{'spec':{'podSelector':{},'policyTypes':['Ingress'],'ingress':[{'from':[{'podSelector':{}}]}]}}")
            .ShouldNotFind(CauseCode.NetworkPolicyBlocks);
    }

    [Fact]
    public void Name_servers_of_their_own_keep_pods_from_finding_services()
    {
        new TestCluster().Healthy("db", 3306)
            .Healthy("web", podSpec: "{'dnsPolicy':'None','dnsConfig':{'nameservers':['192.0.2.1']},'containers':[{'name':'main','image':'i','env':[{'name':'DB','value':'db:3306'}]}]}")
            .Logs("web", "dial tcp: lookup db on 192.0.2.1:53: no such host", "dial tcp: lookup db on 192.0.2.1:53: no such host")
            .ShouldFind(CauseCode.DnsResolutionFailure, "web");
    }

    [Theory]
    [InlineData("proxy.istio.io/config", "{ \\\"statusPort\\\": 8080 }", true)]
    [InlineData("config.linkerd.io/admin-port", "8080", true)]
    [InlineData("proxy.istio.io/config", "{ \\\"statusPort\\\": 15020 }", false)]
    [InlineData("traffic.sidecar.istio.io/excludeInboundPorts", "8080", false)]
    public void A_port_that_an_annotation_gives_to_the_meshs_sidecar_is_taken(string annotation, string value, bool conflicts)
    {
        var cluster = new TestCluster().Add("deployments", "Deployment", "web",
            "{\"spec\":{\"replicas\":1,\"selector\":{\"matchLabels\":{\"app\":\"web\"}},\"template\":{\"metadata\":"
                + $"{{\"labels\":{{\"app\":\"web\"}},\"annotations\":{{\"{annotation}\":\"{value}\"}}}},"
                + "\"spec\":{\"containers\":[{\"name\":\"main\",\"ports\":[{\"containerPort\":8080}]}]}}}}")
            .Pod("web", States.Crashing());

        cluster.Diagnose().Verdict.ShouldBe(conflicts ? CauseCode.PortConflict : CauseCode.ApplicationCrash);
    }

    [Fact]
    public void A_route_that_leads_to_the_wrong_service_is_the_cause()
    {
        new TestCluster().Healthy("orders").Healthy("users").Call("edge", "orders").Call("edge", "users")
            .Healthy("edge", podSpec: "{'containers':[{'name':'main','image':'i','env':[{'name':'A','value':'orders:8080'},{'name':'B','value':'orders:8080'}]}]}")
            .ShouldFind(CauseCode.GatewayMisroute, "edge");
    }

    private static TestCluster Crashing(string podSpec = "{}") => new TestCluster().Deployment("web", podSpec).Pod("web", States.Crashing());

    private static TestCluster Client(string address) => new TestCluster().Healthy("db", 3306)
        .Healthy("web", podSpec: $"{{'containers':[{{'name':'main','image':'i','env':[{{'name':'DB','value':'{address}'}}]}}]}}");
}

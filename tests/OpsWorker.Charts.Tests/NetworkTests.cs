namespace OpsWorker.Charts.Tests;

public sealed class NetworkTests(Helm helm)
{
    [Fact]
    public async Task Nothing_can_be_reached_from_outside_of_the_cluster()
    {
        (await helm.RenderAsync(Values.Required)).Of("Service").ShouldBeEmpty();

        var full = await helm.RenderAsync(Values.Full);

        full.One("Service").Text("spec.clusterIP").ShouldBe("None");
        full.One("Service").Text("spec.type").ShouldBeNull();
        full.Of("Ingress").ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_reaches_the_pod_but_those_who_read_its_metrics()
    {
        var policy = (await helm.RenderAsync(Values.Required)).One("NetworkPolicy");
        policy.At("spec.policyTypes").Texts().ShouldBe(["Ingress"]);
        policy.At("spec.ingress").Items().ShouldBeEmpty();

        var manifests = await helm.RenderAsync(Values.Full);
        policy = manifests.One("NetworkPolicy");
        var pods = manifests.One("Deployment").At("spec.selector.matchLabels").ToString();
        policy.At("spec.podSelector.matchLabels").ToString().ShouldBe(pods);
        policy.At("spec.policyTypes").Texts().ShouldBe(["Ingress", "Egress"]);
        var rule = policy.At("spec.ingress").Items().ShouldHaveSingleItem();
        rule.At("from").Items().ShouldHaveSingleItem().Text("namespaceSelector.matchLabels.name").ShouldBe("monitoring");
        rule.At("ports").Items().ShouldHaveSingleItem().Text("port").ShouldBe("http");
        policy.At("spec.egress").Items().ShouldHaveSingleItem();

        (await helm.RenderAsync(Values.Required + "networkPolicy: {enabled: false}")).Of("NetworkPolicy").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_service_monitor_finds_the_agents_metrics()
    {
        var manifests = await helm.RenderAsync(Values.Full);

        var monitor = manifests.One("ServiceMonitor");
        monitor.Text("metadata.labels.release").ShouldBe("prometheus");
        var endpoint = monitor.At("spec.endpoints").Items().ShouldHaveSingleItem();
        (endpoint.Text("port"), endpoint.Text("path"), endpoint.Text("interval")).ShouldBe(("http", "/metrics", "1m"));
        var wanted = monitor.At("spec.selector.matchLabels").ToString();
        manifests.One("Service").At("spec.selector").ToString().ShouldBe(wanted);
        manifests.One("Deployment").At("spec.selector.matchLabels").ToString().ShouldBe(wanted);
    }

    [Fact]
    public async Task The_api_server_is_not_asked_through_the_proxy()
    {
        var manifests = await helm.RenderAsync(Values.Full);

        manifests.Environment["NO_PROXY"].ShouldBe("$(KUBERNETES_SERVICE_HOST),.internal");
        manifests.Environment.Keys.ShouldBe(
            ["OPSWORKER_SERVER_URL", "OPSWORKER_CLUSTER_TOKEN_FILE", "OPSWORKER_CLUSTER_NAME", "OPSWORKER_CAPABILITIES",
                "OPSWORKER_DIAGNOSTICS_NAMESPACES", "OPSWORKER_STATUS_INTERVAL_SECONDS", "OPSWORKER_TLS_INSECURE", "OPSWORKER_LISTEN",
                "OPSWORKER_AWS_REGION",
                "OPSWORKER_MASK_PERSONAL_DATA", "OPSWORKER_WATCH_NAMESPACES",
                "OPSWORKER_DETECTION", "OPSWORKER_DETECTION_NAMESPACES", "OPSWORKER_DETECTION_GRACE_SECONDS",
                "OPSWORKER_DETECTION_RESOLVE_SECONDS",
                "OPSWORKER_PROBES", "OPSWORKER_PROMETHEUS_URL", "SSL_CERT_DIR", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "TZ"]);
        manifests.Pod.ToString().ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Certificates_of_ones_own_are_trusted_beside_those_of_the_image()
    {
        var manifests = await helm.RenderAsync(Values.Full);

        manifests.Environment["SSL_CERT_DIR"].ShouldBe("/etc/ssl/certs:/etc/opsworker/ca");
        manifests.Container.At("volumeMounts").Items().Single(m => m.Text("name") == "ca").Text("mountPath").ShouldBe("/etc/opsworker/ca");
        var volume = manifests.Pod.At("spec.volumes").Items().Single(v => v.Text("name") == "ca");
        var map = manifests.One("ConfigMap");
        volume.Text("configMap.name").ShouldBe(map.Text("metadata.name"));
        map.At("data").ToString().ShouldContain("BEGIN CERTIFICATE");
    }
}

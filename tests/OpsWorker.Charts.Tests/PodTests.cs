namespace OpsWorker.Charts.Tests;

public sealed class PodTests(Helm helm)
{
    [Theory]
    [InlineData(Values.Required)]
    [InlineData(Values.Full)]
    public async Task The_pod_is_as_restricted_as_the_pod_security_standards_ask(string values)
    {
        var manifests = await helm.RenderAsync(values);

        var pod = manifests.Pod.At("spec");
        pod.Text("securityContext.runAsNonRoot").ShouldBe("true");
        pod.Text("securityContext.seccompProfile.type").ShouldBe("RuntimeDefault");
        foreach (var name in (string[])["hostNetwork", "hostPID", "hostIPC", "initContainers"]) pod.Find(name).ShouldBeNull();
        pod.At("volumes").Items().SelectMany(v => v.Names()).Distinct().ShouldBeSubsetOf(["name", "secret", "configMap"]);

        var container = manifests.Container.At("securityContext");
        container.Text("allowPrivilegeEscalation").ShouldBe("false");
        container.Text("readOnlyRootFilesystem").ShouldBe("true");
        container.Text("runAsNonRoot").ShouldBe("true");
        container.At("capabilities.drop").Texts().ShouldBe(["ALL"]);
        container.Find("capabilities.add").ShouldBeNull();
        container.Find("privileged").ShouldBeNull();
        manifests.Container.At("volumeMounts").Items().ShouldAllBe(m => m.Text("readOnly") == "true");
    }

    [Fact]
    public async Task Only_the_agents_pod_has_a_token_of_the_account()
    {
        var manifests = await helm.RenderAsync(Values.Required);

        manifests.One("ServiceAccount").Text("automountServiceAccountToken").ShouldBe("false");
        manifests.Pod.Text("spec.automountServiceAccountToken").ShouldBe("true");
    }

    [Fact]
    public async Task Health_is_on_the_pods_address_only_where_metrics_are_asked_for()
    {
        var manifests = await helm.RenderAsync(Values.Required);

        manifests.Environment["OPSWORKER_LISTEN"].ShouldBe("127.0.0.1:9090");
        manifests.Container.Find("ports").ShouldBeNull();
        foreach (var (probe, path) in new[] { ("livenessProbe", "/healthz"), ("readinessProbe", "/readyz") })
        {
            manifests.Container.At($"{probe}.exec.command").Texts().ShouldBe(["/app/opsworker-agent", "health", path]);
        }

        var served = await helm.RenderAsync(Values.Required + "metrics: {enabled: true}");

        served.Environment["OPSWORKER_LISTEN"].ShouldBe("0.0.0.0:9090");
        var port = served.Container.At("ports").Items().ShouldHaveSingleItem();
        (port.Text("name"), port.Text("containerPort")).ShouldBe(("http", "9090"));
        foreach (var (probe, path) in new[] { ("livenessProbe", "/healthz"), ("readinessProbe", "/readyz") })
        {
            var get = served.Container.At($"{probe}.httpGet");
            (get.Text("path"), get.Text("port")).ShouldBe((path, "http"));
        }
    }

    [Fact]
    public async Task Personal_data_is_masked_where_that_is_asked_for()
    {
        (await helm.RenderAsync(Values.Required)).Environment.Keys.ShouldNotContain("OPSWORKER_MASK_PERSONAL_DATA");
        (await helm.RenderAsync(Values.Required + "maskPersonalData: true")).Environment["OPSWORKER_MASK_PERSONAL_DATA"].ShouldBe("on");
    }

    [Fact]
    public async Task Probes_and_Prometheus_can_be_set()
    {
        var little = (await helm.RenderAsync(Values.Required)).Environment;
        little.Keys.ShouldNotContain("OPSWORKER_PROBES");
        little.Keys.ShouldNotContain("OPSWORKER_PROMETHEUS_URL");

        var all = (await helm.RenderAsync(Values.Full)).Environment;
        all["OPSWORKER_PROBES"].ShouldBe("off");
        all["OPSWORKER_PROMETHEUS_URL"].ShouldBe("http://prometheus.monitoring.svc:9090");
    }

    [Fact]
    public async Task Resources_are_small_unless_they_are_set()
    {
        var manifests = await helm.RenderAsync(Values.Required);

        var resources = manifests.Container.At("resources");
        (resources.Text("requests.cpu"), resources.Text("requests.memory")).ShouldBe(("50m", "64Mi"));
        (resources.Text("limits.cpu"), resources.Text("limits.memory")).ShouldBe(("200m", "256Mi"));

        var set = await helm.RenderAsync(Values.Required + "resources: {limits: {memory: 512Mi}}");

        set.Container.Text("resources.limits.memory").ShouldBe("512Mi");
        set.Container.Text("resources.limits.cpu").ShouldBe("200m");
    }

    [Fact]
    public async Task Placement_priority_pull_secrets_and_annotations_can_be_set()
    {
        var pod = (await helm.RenderAsync(Values.Full)).Pod;

        pod.Text("spec.nodeSelector.pool").ShouldBe("operations");
        pod.At("spec.nodeSelector").Names().ShouldContain("kubernetes.io/os");
        pod.At("spec.tolerations").Items().ShouldHaveSingleItem().Text("key").ShouldBe("operations");
        pod.Find("spec.affinity.podAntiAffinity").ShouldNotBeNull();
        pod.Text("spec.priorityClassName").ShouldBe("system-cluster-critical");
        pod.At("spec.imagePullSecrets").Items().ShouldHaveSingleItem().Text("name").ShouldBe("images");
        pod.At("metadata.annotations").Names().ShouldContain("example.com/owner");
    }

    [Fact]
    public async Task A_digest_wins_over_the_tag()
    {
        (await helm.RenderAsync(Values.Required + "image: {tag: dev}")).Container.Text("image").ShouldBe("opsworker-agent:dev");
        (await helm.RenderAsync(Values.Full)).Container.Text("image").ShouldStartWith("images.example.com/opsworker-agent@sha256:0000");
    }
}

using OpsWorker.Agent.Settings;
using OpsWorker.Testing;

namespace OpsWorker.Agent.Tests;

public sealed class AgentSettingsTests
{
    private static readonly (string Name, string Value)[] Enough =
        [("OPSWORKER_SERVER_URL", "https://opsworker.example/base"), ("OPSWORKER_CLUSTER_TOKEN", "owc_secret")];

    [Fact]
    public async Task Few_settings_are_required()
    {
        var settings = Read(Enough);

        settings.ServerUrl.ShouldBe(new Uri("https://opsworker.example/base/"));
        (await settings.Token!.ReadAsync(TestContext.Current.CancellationToken)).ShouldBe("owc_secret");
        settings.Namespaces.ShouldBeEmpty();
        settings.Limits.Concurrency.ShouldBe(8);
        settings.Limits.Timeout.ShouldBe(TimeSpan.FromSeconds(20));
        settings.Listen.ShouldBe(new ListenAddress("127.0.0.1", 9090));
        settings.Dump.ShouldBeNull();
    }

    [Fact]
    public void Every_setting_can_be_set()
    {
        using var folder = new TemporaryFolder();

        var settings = Read([.. Enough,
            ("OPSWORKER_WATCH_NAMESPACES", "shop, payments"),
            ("OPSWORKER_QUERY_CONCURRENCY", "3"),
            ("OPSWORKER_QUERY_TIMEOUT_SECONDS", "7"),
            ("OPSWORKER_COMMAND_CONCURRENCY", "1"),
            ("OPSWORKER_MAX_RESULT_BYTES", "65536"),
            ("OPSWORKER_MAX_TOTAL_BYTES", "131072"),
            ("OPSWORKER_VISIBILITY_SECONDS", "60"),
            ("OPSWORKER_DRAIN_SECONDS", "0"),
            ("OPSWORKER_MASK_PERSONAL_DATA", "on"),
            ("OPSWORKER_MASK_PATTERNS", "acme-[0-9]+\nkey=(?<secret>\\w+)"),
            ("OPSWORKER_LISTEN", "0.0.0.0:8080"),
            ("OPSWORKER_PROBES", "off"),
            ("KUBERNETES_SERVICE_HOST", "10.96.0.1"),
            ("OPSWORKER_PROMETHEUS_URL", "http://prometheus.monitoring.svc:9090"),
            ("OPSWORKER_DUMP", folder.FullPath)]);

        settings.Namespaces.ShouldBe(["shop", "payments"]);
        settings.Limits.Concurrency.ShouldBe(3);
        settings.Limits.Timeout.ShouldBe(TimeSpan.FromSeconds(7));
        settings.CommandConcurrency.ShouldBe(1);
        settings.Limits.MaxResultBytes.ShouldBe(65536);
        settings.Limits.MaxTotalBytes.ShouldBe(131072);
        settings.Visibility.ShouldBe(TimeSpan.FromMinutes(1));
        settings.DrainTime.ShouldBe(TimeSpan.Zero);
        settings.MaskPersonalData.ShouldBeTrue();
        settings.MaskPatterns.ShouldBe(["acme-[0-9]+", "key=(?<secret>\\w+)"]);
        settings.Listen.ShouldBe(new ListenAddress("+", 8080));
        settings.Probes.ShouldBeFalse();
        settings.PrometheusUrl.ShouldBe(new Uri("http://prometheus.monitoring.svc:9090/"));
        settings.Dump.ShouldBe(folder.FullPath);
    }

    [Theory]
    [InlineData(null, null, null, false)]
    [InlineData("10.96.0.1", null, null, true)]
    [InlineData("10.96.0.1", "/", null, false)]
    [InlineData("10.96.0.1", null, "off", false)]
    [InlineData(null, null, "on", true)]
    public void Services_are_checked_from_within_the_cluster_unless_that_is_switched_off(
        string? serviceHost, string? serviceAccountFolder, string? said, bool probes) =>
        Read([.. Enough,
            ("KUBERNETES_SERVICE_HOST", serviceHost ?? ""), ("OPSWORKER_SERVICE_ACCOUNT_FOLDER", serviceAccountFolder ?? ""),
            ("OPSWORKER_PROBES", said ?? "")])
            .Probes.ShouldBe(probes);

    [Fact]
    public void All_errors_are_reported_at_once_without_the_token()
    {
        var message = Should.Throw<InvalidSettingsException>(() => Read(
        [
            ("OPSWORKER_SERVER_URL", "ftp://x"),
            ("OPSWORKER_CLUSTER_TOKEN", "owk_not-a-clusters"),
            ("OPSWORKER_WATCH_NAMESPACES", "-a,b"),
            ("OPSWORKER_QUERY_CONCURRENCY", "0"),
            ("OPSWORKER_MAX_RESULT_BYTES", "99999999999"),
            ("OPSWORKER_LISTEN", "localhost:99999"),
            ("OPSWORKER_SERVICE_ACCOUNT_FOLDER", "/no/such/account"),
            ("OPSWORKER_DUMP", "/no/such/folder"),
        ])).Message;

        message.Split('\n').ShouldBe(
        [
            "OPSWORKER_SERVER_URL is \"ftp://x\"; an address that begins with https:// or http:// was expected.",
            "OPSWORKER_CLUSTER_TOKEN is not a cluster's token, which begins with owc_ or oca_.",
            "OPSWORKER_WATCH_NAMESPACES has \"-a\", which is no name of a namespace.",
            "OPSWORKER_QUERY_CONCURRENCY is \"0\"; a whole number from 1 to 64 was expected.",
            "OPSWORKER_MAX_RESULT_BYTES is \"99999999999\"; a whole number from 65536 to 8388608 was expected.",
            "OPSWORKER_LISTEN is \"localhost:99999\"; an address and a port like 127.0.0.1:9090 was expected, or off.",
            "OPSWORKER_SERVICE_ACCOUNT_FOLDER is \"/no/such/account\", which is no folder.",
            "OPSWORKER_DUMP is \"/no/such/folder\", which is no folder.",
        ]);
    }

    [Fact]
    public void Two_tokens_are_refused() =>
        Should.Throw<InvalidSettingsException>(() => Read([.. Enough, ("OPSWORKER_CLUSTER_TOKEN_FILE", "/token")]))
            .Message.ShouldBe("OPSWORKER_CLUSTER_TOKEN and OPSWORKER_CLUSTER_TOKEN_FILE are both set; one of them was expected.");

    [Fact]
    public async Task An_agent_that_registers_itself_needs_no_token_of_its_cluster()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("state/token");

        var settings = Read(
        [
            ("OPSWORKER_SERVER_URL", "https://opsworker.example"), ("OPSWORKER_REGISTRATION_TOKEN", "ocr_secret"),
            ("OPSWORKER_IDENTITY_STORE", "file"), ("OPSWORKER_AGENT_TOKEN_PATH", file), ("OPSWORKER_CLUSTER_NAME", "shop"),
            ("OPSWORKER_CAPABILITIES", "observe, token.rotate"), ("OPSWORKER_DIAGNOSTICS_NAMESPACES", "shop"),
            ("OPSWORKER_STATUS_INTERVAL_SECONDS", "60"), ("OPSWORKER_TLS_INSECURE", "on"),
        ]);

        settings.Token.ShouldBeNull();
        var identity = settings.Identity.ShouldNotBeNull();
        (identity.File, identity.Secret).ShouldBe((file, null));
        (await identity.Registration!.ReadAsync(TestContext.Current.CancellationToken)).ShouldBe("ocr_secret");
        settings.ClusterName.ShouldBe("shop");
        settings.Capabilities.ShouldBe(["observe", "token.rotate"]);
        settings.DiagnosticsNamespaces.ShouldBe(["shop"]);
        settings.StatusInterval.ShouldBe(TimeSpan.FromMinutes(1));
        settings.IsTlsInsecure.ShouldBeTrue();
    }

    [Theory]
    [InlineData("AGENT_TOKEN", false)]
    [InlineData("token", false)]
    [InlineData("REGISTRATION_TOKEN", true)]
    public void A_folder_of_a_secret_says_by_its_keys_which_token_it_has(string key, bool registers)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File(key), "x");

        var settings = Read(
        [
            ("OPSWORKER_SERVER_URL", "https://opsworker.example"), ("OPSWORKER_TOKEN_FOLDER", folder.FullPath),
            ("OPSWORKER_IDENTITY_STORE", "secret"), ("OPSWORKER_IDENTITY_SECRET", "mine"),
        ]);

        (settings.Token is null).ShouldBe(registers);
        settings.Identity?.Secret.ShouldBe("mine");
    }

    [Fact]
    public void Errors_of_registration_name_the_variable()
    {
        using var folder = new TemporaryFolder();
        var message = Should.Throw<InvalidSettingsException>(() => Read(
        [
            ("OPSWORKER_SERVER_URL", "https://opsworker.example"), ("OPSWORKER_REGISTRATION_TOKEN", "owc_secret"),
            ("OPSWORKER_IDENTITY_STORE", "disk"), ("OPSWORKER_CAPABILITIES", "observe,kubernetes.scale"),
            ("OPSWORKER_STATUS_INTERVAL_SECONDS", "1"),
        ])).Message;

        message.Split('\n').ShouldBe(
        [
            "OPSWORKER_REGISTRATION_TOKEN is not a registration token, which begins with ocr_.",
            "OPSWORKER_IDENTITY_STORE is \"disk\"; file or secret was expected.",
            "OPSWORKER_CAPABILITIES has \"kubernetes.scale\"; some of observe, diagnostics.read, argocd.read, token.rotate were expected.",
            "OPSWORKER_STATUS_INTERVAL_SECONDS is \"1\"; a whole number from 5 to 300 was expected.",
        ]);
        Should.Throw<InvalidSettingsException>(() => Read([.. Enough, ("OPSWORKER_CLUSTER_TOKEN", "ocr_x")])).Message
            .ShouldBe("OPSWORKER_CLUSTER_TOKEN is a registration token; set it as OPSWORKER_REGISTRATION_TOKEN.");
        Should.Throw<InvalidSettingsException>(() => Read([("OPSWORKER_SERVER_URL", "https://opsworker.example")])).Message
            .ShouldBe(
                "OPSWORKER_CLUSTER_TOKEN is not set, nor are OPSWORKER_CLUSTER_TOKEN_FILE and OPSWORKER_REGISTRATION_TOKEN; "
                + "one of them was expected.");
    }

    private static AgentSettings Read(IEnumerable<(string Name, string Value)> variables)
    {
        var values = variables.GroupBy(v => v.Name).ToDictionary(v => v.Key, v => v.Last().Value);
        return AgentSettingsReader.Read(new SettingsReader(name => values.GetValueOrDefault(name)));
    }
}

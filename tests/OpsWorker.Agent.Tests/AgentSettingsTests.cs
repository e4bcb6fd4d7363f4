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
        (await settings.Token.ReadAsync(TestContext.Current.CancellationToken)).ShouldBe("owc_secret");
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
            "OPSWORKER_CLUSTER_TOKEN is not a cluster's token, which begins with owc_.",
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

    private static AgentSettings Read(IEnumerable<(string Name, string Value)> variables)
    {
        var values = variables.ToDictionary(v => v.Name, v => v.Value);
        return AgentSettingsReader.Read(new SettingsReader(name => values.GetValueOrDefault(name)));
    }
}

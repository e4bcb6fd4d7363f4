using OpsWorker.Agent.Settings;
using OpsWorker.AgentRuntime.Detection;

namespace OpsWorker.Agent.Tests;

public sealed class DetectionSettingsTests
{
    [Fact]
    public void Nothing_is_watched_by_default()
    {
        Read().ShouldBeNull();
        Read(("OPSWORKER_DETECTION", "off"), ("OPSWORKER_DETECTION_NAMESPACES", "shop")).ShouldBeNull();
    }

    [Fact]
    public void Every_setting_can_be_set()
    {
        var options = Read(
            ("OPSWORKER_DETECTION", "on"),
            ("OPSWORKER_DETECTION_NAMESPACES", "shop, payments"),
            ("OPSWORKER_DETECTION_GRACE_SECONDS", "30"),
            ("OPSWORKER_DETECTION_RESOLVE_SECONDS", "90"))!;

        options.Namespaces.ShouldBe(["shop", "payments"]);
        options.WatchesNodes.ShouldBeTrue();
        (options.Grace, options.ResolveAfter).ShouldBe((TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(90)));
    }

    [Fact]
    public void Few_settings_are_required()
    {
        var options = Read(("OPSWORKER_DETECTION", "on"))!;

        options.Namespaces.ShouldBeEmpty();
        (options.Grace, options.ResolveAfter).ShouldBe((DetectionOptions.DefaultGrace, DetectionOptions.DefaultResolveAfter));
    }

    [Fact]
    public void Where_only_some_namespaces_may_be_asked_about_only_they_are_watched_and_no_nodes()
    {
        var all = Read(("OPSWORKER_DETECTION", "on"), ("OPSWORKER_WATCH_NAMESPACES", "shop,payments"))!;
        (all.WatchesNodes, string.Join(',', all.Namespaces)).ShouldBe((false, "shop,payments"));

        var one = Read(
            ("OPSWORKER_DETECTION", "on"), ("OPSWORKER_WATCH_NAMESPACES", "shop,payments"), ("OPSWORKER_DETECTION_NAMESPACES", "shop"))!;
        one.Namespaces.ShouldBe(["shop"]);
    }

    [Fact]
    public void All_errors_are_reported_at_once()
    {
        var many = string.Join(',', Enumerable.Range(1, 51).Select(i => $"ns-{i}"));

        Errors(
            ("OPSWORKER_DETECTION", "yes"),
            ("OPSWORKER_WATCH_NAMESPACES", "shop"),
            ("OPSWORKER_DETECTION_NAMESPACES", "shop,Pay!,payments"),
            ("OPSWORKER_DETECTION_GRACE_SECONDS", "0"),
            ("OPSWORKER_DETECTION_RESOLVE_SECONDS", "a while")).ShouldBe(
        [
            "OPSWORKER_DETECTION is \"yes\"; on or off was expected.",
            "OPSWORKER_DETECTION_NAMESPACES has \"Pay!\", which is no name of a namespace.",
            "OPSWORKER_DETECTION_NAMESPACES has \"Pay!\", which is not among OPSWORKER_WATCH_NAMESPACES.",
            "OPSWORKER_DETECTION_NAMESPACES has \"payments\", which is not among OPSWORKER_WATCH_NAMESPACES.",
            "OPSWORKER_DETECTION_GRACE_SECONDS is \"0\"; a whole number from 1 to 3600 was expected.",
            "OPSWORKER_DETECTION_RESOLVE_SECONDS is \"a while\"; a whole number from 1 to 86400 was expected.",
        ]);
        Errors(("OPSWORKER_DETECTION", "on"), ("OPSWORKER_DETECTION_NAMESPACES", many)).ShouldBe(
            ["OPSWORKER_DETECTION_NAMESPACES has 51 namespaces; 50 are taken."]);
        Errors(("OPSWORKER_DETECTION", "on"), ("OPSWORKER_WATCH_NAMESPACES", many)).ShouldBe(
            ["OPSWORKER_DETECTION_NAMESPACES is not set, and OPSWORKER_WATCH_NAMESPACES has 51 namespaces; 50 can be watched."]);
        Errors(("OPSWORKER_DETECTION", "on"), ("OPSWORKER_DUMP", Path.GetTempPath())).ShouldBe(
            ["OPSWORKER_DETECTION is on and OPSWORKER_DUMP is set; in a recording nothing breaks any more."]);
    }

    private static IReadOnlyList<string> Errors(params (string Name, string Value)[] variables) =>
        Should.Throw<InvalidSettingsException>(() => Read(variables)).Message.Split('\n');

    private static DetectionOptions? Read(params (string Name, string Value)[] variables)
    {
        var values = variables.ToDictionary(v => v.Name, v => v.Value);
        values["OPSWORKER_SERVER_URL"] = "https://opsworker.example";
        values["OPSWORKER_CLUSTER_TOKEN"] = "owc_secret";
        return AgentSettingsReader.Read(new SettingsReader(name => values.GetValueOrDefault(name))).Detection;
    }
}

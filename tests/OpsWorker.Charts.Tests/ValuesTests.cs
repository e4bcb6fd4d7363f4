namespace OpsWorker.Charts.Tests;

public sealed class ValuesTests(Helm helm)
{
    [Theory]
    [InlineData("{}", "server.url is required: where OpsWorker is, for example --set server.url=https://opsworker.example.com")]
    [InlineData("server: {url: https://o.example}", "registrationToken, clusterToken or existingSecret is required")]
    [InlineData(Values.Required + "existingSecret: mine", "Set either clusterToken or existingSecret, not both.")]
    [InlineData(
        Values.Required + "serviceAccount: {create: false}", "serviceAccount.name is required where serviceAccount.create is false.")]
    [InlineData(Values.Required + "proxy: {https: 'proxy:3128'}", "proxy.https is no address: it begins with http:// or https://")]
    [InlineData(Values.Required + "registrationToken: ocr_1", "Set one of registrationToken, clusterToken and existingSecret, not two.")]
    [InlineData(
        Values.Required + "capabilities: {observe: false, diagnosticsRead: false, argocdRead: false, tokenRotate: false}",
        "capabilities are all off")]
    [InlineData(Values.Required + "watch: {enabled: true}\ncapabilities: {observe: false}", "watch.enabled needs capabilities.observe.")]
    [InlineData(
        Values.Required + "watchNamespaces: [shop]\ndiagnostics: {allowedNamespaces: [bank]}",
        "diagnostics.allowedNamespaces has bank, which is not among watchNamespaces.")]
    [InlineData(
        Values.Required + "watchNamespaces: [shop]\nwatch: {namespaces: [shop, payments]}",
        "watch.namespaces has payments, which is not among watchNamespaces.")]
    public async Task Missing_and_contradicting_values_are_named(string values, string message)
    {
        var output = await helm.TryRenderAsync(values);

        output.ExitCode.ShouldNotBe(0);
        output.Errors.ShouldContain(message);
    }

    [Theory]
    [InlineData("server: {url: 'ftp://o.example'}", "/server/url")]
    [InlineData("servers: {}", "'servers'")]
    [InlineData("clusterToken: 1", "/clusterToken")]
    [InlineData("watchNamespaces: shop", "/watchNamespaces")]
    [InlineData("watchNamespaces: ['*']", "/watchNamespaces/0")]
    [InlineData("watchNamespaces: [shop, shop]", "/watchNamespaces")]
    [InlineData("watch: {enabled: 1}", "/watch/enabled")]
    [InlineData("watch: {namespaces: [Shop]}", "/watch/namespaces/0")]
    [InlineData("watch: {graceSeconds: 0}", "/watch/graceSeconds")]
    [InlineData("watch: {resolveSeconds: 5m}", "/watch/resolveSeconds")]
    [InlineData("watch: {interval: 5m}", "'interval'")]
    [InlineData("rbac: {secretMetadata: 'yes'}", "/rbac/secretMetadata")]
    [InlineData("rbac: {verbs: [delete]}", "'verbs'")]
    [InlineData("rbac: {profile: admin}", "/rbac/profile")]
    [InlineData("persistence: {type: disk}", "/persistence/type")]
    [InlineData("server: {url: '', statusIntervalSeconds: 1}", "/server/statusIntervalSeconds")]
    [InlineData("image: {pullPolicy: Sometimes}", "/image/pullPolicy")]
    [InlineData("image: {digest: 'sha256:1'}", "/image/digest")]
    [InlineData("proxy: {noProxy: a b}", "/proxy/noProxy")]
    [InlineData("extraCaCerts: /etc/ssl/ca.pem", "/extraCaCerts")]
    [InlineData("resources: {limit: {}}", "'limit'")]
    [InlineData("serviceMonitor: {interval: soon}", "/serviceMonitor/interval")]
    public async Task The_schema_refuses_what_is_wrong_and_names_the_place(string values, string place)
    {
        var output = await helm.TryRenderAsync(values);

        output.ExitCode.ShouldNotBe(0);
        output.Errors.ShouldContain("values don't meet the specifications of the schema");
        output.Errors.ShouldContain(place);
    }

    [Theory]
    [InlineData("clusterToken: owk_not-a-cluster-token", "not-a-cluster-token")]
    [InlineData("registrationToken: ocr_not-a-registration-token", "not-a-registration-token")]
    [InlineData("existingSecret: mine\nproxy: {https: 'user:hunter2@proxy'}", "hunter2")]
    public async Task A_message_does_not_show_the_secret_that_it_is_about(string values, string secret)
    {
        var output = await helm.TryRenderAsync("server: {url: https://o.example}\n" + values);

        output.ExitCode.ShouldNotBe(0);
        (output.Text + output.Errors).ShouldNotContain(secret);
    }
}
